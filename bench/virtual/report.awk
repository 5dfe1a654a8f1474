# Medians and ratios of the lines of load: one flat JSON object a line, gateway and relay in turns.

function field(name) {
    if (!match($0, "\"" name "\":\"?[^,}\"]*")) return ""
    value = substr($0, RSTART, RLENGTH)
    sub(/^"[^"]*":"?/, "", value)
    return value
}

function median(list, n, values, i, j, swap) {
    n = split(list, values, " ")
    for (i = 2; i <= n; i++) {
        swap = values[i] + 0
        for (j = i - 1; j > 0 && values[j] + 0 > swap; j--) values[j + 1] = values[j]
        values[j + 1] = swap
    }
    return n % 2 ? values[(n + 1) / 2] + 0 : (values[n / 2] + values[n / 2 + 1]) / 2
}

# The median of the turns' ratios: both sides of a turn had the same neighbours on the machine.
function ratio(name, what, r, list) {
    for (r = 1; r <= turns[name]; r++) {
        if (figure[name, "relay", r, what] > 0)
            list = list " " figure[name, "buslane", r, what] / figure[name, "relay", r, what]
    }
    return median(list)
}

function middle(name, side, what, r, list) {
    for (r = 1; r <= turns[name]; r++) list = list " " figure[name, side, r, what]
    return median(list)
}

function judge(good) {
    if (!good) missed++
    return good ? "ok  " : "MISS"
}

{
    name = field("case")
    if (!(name in known)) {
        known[name] = 1
        order[++cases] = name
    }
    side = field("to")
    turn = field("turn")
    if (turn > turns[name]) turns[name] = turn + 0
    key = name SUBSEP side SUBSEP turn
    figure[key, "rate"] = field("delivered_per_s")
    figure[key, "accepted"] = field("written_per_s")
    figure[key, "lost"] = field("lost") * 100 / (field("written") * field("readers"))
    figure[key, "cpu"] = field("cpu_ns_per_frame")
    figure[key, "p50"] = field("p50_ns") / 1000
    figure[key, "p99"] = field("p99_ns") / 1000
    disorder += field("disorder")
    if (side == "buslane" && field("lost") != field("told")) unaccounted++
    if (name ~ /^stream/ && field("lost") != 0) leaks++
}

END {
    printf "gateway | C relay, medians of %d interleaved rounds; ratio is the median of the turns' ratios\n\n", rounds
    printf "%-10s  %17s %5s %-4s  %17s %5s %-4s  %17s  %11s\n", "as fast as", "frames/s to each", "ratio", ">0.9", \
        "CPU ns/frame", "ratio", "<1.3", "accepted/s", "lost %"
    for (c = 1; c <= cases; c++) {
        name = order[c]
        if (name ~ /kHz/) continue
        rate = ratio(name, "rate")
        cpu = ratio(name, "cpu")
        printf "%-10s  %8.0f|%8.0f %5.2f %s  %8.0f|%8.0f %5.2f %s  %8.0f|%8.0f  %5.1f|%5.1f\n", name, \
            middle(name, "buslane", "rate"), middle(name, "relay", "rate"), rate, judge(rate >= 0.9), \
            middle(name, "buslane", "cpu"), middle(name, "relay", "cpu"), cpu, judge(cpu <= 1.3), \
            middle(name, "buslane", "accepted"), middle(name, "relay", "accepted"), \
            middle(name, "buslane", "lost"), middle(name, "relay", "lost")
    }
    printf "\n%-10s  %17s %5s %-4s  %17s %5s  %17s %5s\n", "paced", "p99 us", "ratio", "<1.5", "p50 us", "ratio", \
        "CPU ns/frame", "ratio"
    for (c = 1; c <= cases; c++) {
        name = order[c]
        if (name !~ /kHz/) continue
        tail = ratio(name, "p99")
        printf "%-10s  %8.1f|%8.1f %5.2f %s  %8.1f|%8.1f %5.2f  %8.0f|%8.0f %5.2f\n", name, \
            middle(name, "buslane", "p99"), middle(name, "relay", "p99"), tail, judge(tail <= 1.5), \
            middle(name, "buslane", "p50"), middle(name, "relay", "p50"), ratio(name, "p50"), \
            middle(name, "buslane", "cpu"), middle(name, "relay", "cpu"), ratio(name, "cpu")
    }
    printf "\nmemory      RSS %.1f MB (PSS %.1f, peak %.1f), goal 80: %s\n", rss / 1024, pss / 1024, peak / 1024, \
        judge(rss / 1024 <= 80)
    if (allocated >= 0) printf "allocation  %s, goal 0: %s\n", allocation, judge(allocated < 1)
    else printf "allocation  %s\n", allocation
    printf "accounting  %s, order %s\n", unaccounted ? judge(0) " loss and told drops differ in " unaccounted " runs" : \
        "every lost frame was told to its reader", disorder ? judge(0) " broken for " disorder " frames" : "kept"
    if (leaks) printf "loss-free streams lost frames in %d runs: %s\n", leaks, judge(0)
    printf "\n%s\n", missed ? missed " goals missed" : "every goal met"
    exit strict && missed ? 1 : 0
}
