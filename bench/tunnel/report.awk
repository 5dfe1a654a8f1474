# What inside printed, as a table: the medians of the turns, ours beside theirs.
# WHO CASE "WROTE" frames seconds cpu "READ" frames missing twice disordered overflow p50 p99 max wire
# WHO CASE "CALLS" frames came near far

$2 == "said" { next }
$3 == "CALLS" && $5 > 0 { # the median would need one for each turn, and they differ little
    near[$1, $2] = $6 / $5
    far[$1, $2] = $7 / $5
}
$3 == "WROTE" {
    i = ++turns[$1, $2]
    if (!known[$2]++) order[++cases] = $2
    value[$1, $2, "share", i] = 100 * $8 / $4
    value[$1, $2, "odd", i] = $10 + $11 + $12
    value[$1, $2, "p50", i] = $13
    value[$1, $2, "p99", i] = $14
    value[$1, $2, "max", i] = $15
    value[$1, $2, "cpu", i] = $8 > 0 ? $6 * 10000 / $8 : 0
    value[$1, $2, "wire", i] = $8 > 0 ? $16 / $8 : 0
}

function row(who, name) {
    printf "%-12s %-7s %9.1f %6d %9d %9d %9d %10.1f %9.1f\n", name, who, median(who, name, "share"), \
        median(who, name, "odd"), median(who, name, "p50"), median(who, name, "p99"), median(who, name, "max"), \
        median(who, name, "cpu"), median(who, name, "wire")
}

function calls(name,    most) {
    if (!(("ours", name) in near)) return
    most = near["ours", name] > far["ours", name] ? near["ours", name] : far["ours", name]
    misses += most > 0.2
    printf "%-4s %-12s system calls for a frame: %.3f to the network, %.3f from it", (most > 0.2 ? "MISS" : "ok"), name, \
        near["ours", name], far["ours", name]
    if (("theirs", name) in near) {
        printf " (the original %.2f and %.2f)", near["theirs", name], far["theirs", name]
    }
    print ", goal at most 0.20"
}

function judge(name, what, words, goal, least,    ratio, missed) {
    if (!median("theirs", name, what)) return
    ratio = median("ours", name, what) / median("theirs", name, what)
    missed = least ? ratio < goal : ratio > goal
    misses += missed
    printf "%-4s %-12s %s: %.2f of the original's, goal %s %.2f\n", missed ? "MISS" : "ok", name, words, ratio, \
        least ? "at least" : "at most", goal
}

END {
    printf "%-12s %-7s %9s %6s %9s %9s %9s %10s %9s\n", "case", "", "come, %", "odd", "p50, us", "p99, us", "max, us", \
        "ms/10,000", "B/frame"
    for (i = 1; i <= cases; i++) {
        if (order[i] ~ /^warm/) continue
        row("ours", order[i])
        if (turns["theirs", order[i]]) row("theirs", order[i])
    }
    judge("flood-udp", "share", "delivered", 3, 1)
    judge("flood-tcp", "share", "delivered", 3, 1)
    for (i = 1; i <= cases; i++) {
        if (order[i] ~ /^[0-9]+-udp$/) {
            judge(order[i], "p99", "p99", 1.25, 0)
            judge(order[i], "cpu", "processor time", 0.5, 0)
        }
        if (order[i] ~ /^[0-9]+-tcp$/) {
            judge(order[i], "p99", "p99", 0.05, 0)
            judge(order[i], "cpu", "processor time", 0.3, 0)
        }
    }
    calls("flood-udp")
    calls("flood-tcp")
    exit strict && misses > 0
}
