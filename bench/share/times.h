/* Times in nanoseconds, and what of many of them is shown. */
#ifndef BENCH_TIMES_H
#define BENCH_TIMES_H

#include <stdint.h>
#include <stdlib.h>
#include <time.h>

static inline int64_t now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static inline int compare_times(const void *one, const void *other) {
    int64_t a = *(const int64_t *)one;
    int64_t b = *(const int64_t *)other;
    return (a > b) - (a < b);
}

static inline void sort_times(int64_t *times, int count) {
    qsort(times, (size_t)count, sizeof *times, compare_times);
}

/* Microseconds that a share of a hundred of sorted times does not exceed. */
static inline double percentile_us(const int64_t *times, int count, int share) {
    return (double)times[(int64_t)count * share / 100] / 1e3;
}

#endif
