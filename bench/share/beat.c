/*
 * What a machine makes of a timer: beat COUNT PERIOD_US [after]
 *
 * A bare loop over a timerfd, beside which a bus's times are to be seen. Prints "p50 p99 max" in microseconds: by how
 * much each two of its beats were apart more or less than the period, or with `after`, which sets each alarm when the
 * one before has come, by how much each was late.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "times.h"

static int64_t alarm_at(int timer, int64_t due) {
    struct itimerspec time = {.it_value = {due / 1000000000, due % 1000000000}};
    uint64_t times;
    if (timerfd_settime(timer, TFD_TIMER_ABSTIME, &time, NULL) != 0 || read(timer, &times, sizeof times) < 0) {
        perror("timerfd");
        exit(2);
    }
    return now_ns();
}

int main(int words, char **word) {
    int count = words >= 3 ? atoi(word[1]) : 0;
    int64_t period = words >= 3 ? atol(word[2]) * 1000L : 0;
    int after = words == 4 && strcmp(word[3], "after") == 0;
    if (count < 2 || period < 1 || words != 3 + after) {
        fprintf(stderr, "usage: %s COUNT PERIOD_US [after]\n", word[0]);
        return 2;
    }
    int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
    int64_t *off = calloc((size_t)count, sizeof *off);
    int64_t start = now_ns();
    int64_t before = alarm_at(timer, start + period);
    for (int i = 0; i < count; i++) {
        int64_t beat = alarm_at(timer, after ? before + period : start + (i + 2) * period);
        off[i] = llabs(beat - before - period);
        before = after ? now_ns() : beat;
    }
    sort_times(off, count);
    printf("%.1f %.1f %.1f\n", percentile_us(off, count, 50), percentile_us(off, count, 99), (double)off[count - 1] / 1e3);
    return 0;
}
