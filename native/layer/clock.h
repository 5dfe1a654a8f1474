/* CLOCK_MONOTONIC, in nanoseconds. */
#ifndef BUSLANE_CLOCK_H
#define BUSLANE_CLOCK_H

#include "syscall.h"

#include <stdint.h>
#include <time.h>

#define SECOND_NS 1000000000ull

static inline uint64_t now_ns(void) {
    struct timespec now = {0};
    SC2(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * SECOND_NS + (uint64_t)now.tv_nsec;
}

/* A limit of centuries is one of centuries, not of the past. */
static inline uint64_t end_of(const struct timespec *limit) {
    uint64_t seconds = (uint64_t)limit->tv_sec < SECOND_NS ? (uint64_t)limit->tv_sec : SECOND_NS;
    return now_ns() + seconds * SECOND_NS + (uint64_t)limit->tv_nsec;
}

static inline struct timespec left_until(uint64_t end) {
    uint64_t now = now_ns();
    uint64_t left = now < end ? end - now : 0;
    return (struct timespec){(time_t)(left / SECOND_NS), (long)(left % SECOND_NS)};
}

static inline void pause_ns(uint64_t length) {
    struct timespec time = {(time_t)(length / SECOND_NS), (long)(length % SECOND_NS)};
    SC5(SYS_ppoll, 0, 0, &time, 0, 0);
}

#endif
