# What inside printed, as a table: the medians of the turns, ours beside theirs.
# WHO CASE CLIENTS "WROTE" frames seconds cpu "CAME" frames missing twice disordered p50 p99 max

$4 == "WROTE" {
    i = ++turns[$1, $2]
    if (!known[$2]++) order[++cases] = $2
    clients[$2] = $3
    value[$1, $2, "share", i] = 100 * $9 / ($5 * $3)
    value[$1, $2, "odd", i] = $11 + $12
    value[$1, $2, "p50", i] = $13
    value[$1, $2, "p99", i] = $14
    value[$1, $2, "max", i] = $15
    value[$1, $2, "cpu", i] = $9 > 0 ? 1000 * $7 * $3 / $9 : 0
}

function row(who, name) {
    printf "%-8s %-7s %9.1f %6d %9d %9d %9d %10.1f %10.2f\n", name, who, median(who, name, "share"), \
        median(who, name, "odd"), median(who, name, "p50"), median(who, name, "p99"), median(who, name, "max"), \
        median(who, name, "cpu"), median(who, name, "cpu") / clients[name]
}

function judge(words, own, other, what,    ratio, missed) {
    if (!median("theirs", other, what)) return
    ratio = median("ours", own, what) / median("theirs", other, what)
    missed = ratio > 1
    misses += missed
    printf "%-4s %s: %.2f of the original's, goal at most 1.00\n", missed ? "MISS" : "ok", words, ratio
}

END {
    printf "%-8s %-7s %9s %6s %9s %9s %9s %10s %10s\n", "clients", "", "come, %", "odd", "p50, us", "p99, us", "max, us", \
        "us/frame", "and client"
    for (i = 1; i <= cases; i++) {
        if (order[i] == "warm") continue
        row("ours", order[i])
        if (turns["theirs", order[i]]) row("theirs", order[i])
    }
    judge("p99 of 1 client", "1", "1", "p99")
    judge("processor time for 200 clients, beside 20", "200", "20", "cpu")
    exit strict && misses > 0
}
