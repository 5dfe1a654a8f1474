# The median of one value of a case over its turns: value[WHO, CASE, WHAT, TURN] of turns[WHO, CASE] turns.

function median(who, name, what,    i, j, k, count, own) {
    count = turns[who, name]
    for (i = 1; i <= count; i++) own[i] = value[who, name, what, i]
    for (i = 2; i <= count; i++) {
        k = own[i]
        for (j = i - 1; j >= 1 && own[j] > k; j--) own[j + 1] = own[j]
        own[j + 1] = k
    }
    return count ? (own[int((count + 1) / 2)] + own[int(count / 2) + 1]) / 2 : 0
}
