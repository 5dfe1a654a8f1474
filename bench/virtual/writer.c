/* The one writer: frames at a rate, or as fast as the relay takes them, or as fast as the slowest reader does. */
#define _GNU_SOURCE
#include "load.h"
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { ENDS_MAX = 200, TO_EMPTY_QUEUES = 40000000, TO_HEAR = 10000000 };

static struct can_frame frames[BATCH_MAX];
static struct iovec parts[BATCH_MAX];
static struct mmsghdr messages[BATCH_MAX];

static void fill(struct can_frame *frame, uint32_t id, uint64_t sequence) {
    uint64_t data = (sequence << STAMP_BITS) | (now() & STAMP_MASK);
    frame->can_id = id;
    frame->len = 8;
    memcpy(frame->data, &data, sizeof data);
}

static void put(int fd, unsigned count) {
    if (count == 1) { /* as programs do it */
        if (write(fd, &frames[0], sizeof frames[0]) != sizeof frames[0]) die("write a frame");
        return;
    }
    for (unsigned sent = 0; sent < count;) {
        int n = sendmmsg(fd, messages + sent, count - sent, MSG_NOSIGNAL);
        if (n < 0) die("write frames");
        sent += (unsigned) n;
    }
}

/* Sleeps until the reader has seen everything before `sequence`. A second without progress is a frame lost. */
static void await(struct reader *reader, uint32_t sequence) {
    for (;;) {
        atomic_store(&reader->wanted, sequence);
        uint32_t seen = atomic_load(&reader->progress);
        if ((int32_t) (seen - sequence) >= 0) break;
        struct timespec patience = {.tv_sec = 1};
        if (syscall(SYS_futex, &reader->progress, FUTEX_WAIT, seen, &patience, NULL, 0) < 0 && errno == ETIMEDOUT) {
            errno = ETIMEDOUT;
            die("a loss-free stream lost a frame: wait for a reader");
        }
    }
    atomic_store(&reader->wanted, 0);
}

/* Waits, when `window` frames are on the way to the slowest reader, until only half of them are. */
static void keep_window(const struct options *options, struct shared *shared, uint32_t sequence) {
    static uint32_t slowest;
    if (sequence + (unsigned) options->batch - slowest <= options->window) return;
    for (int i = 0; i < options->readers; i++) {
        struct reader *reader = &shared->readers[i];
        uint32_t enough = sequence - options->window / 2;
        if ((int32_t) (atomic_load(&reader->progress) - enough) < 0) await(reader, enough);
        uint32_t progress = atomic_load(&reader->progress);
        if (i == 0 || (int32_t) (progress - slowest) < 0) slowest = progress;
    }
}

static void sleep_until(uint64_t deadline) {
    struct timespec time = {.tv_sec = (time_t) (deadline / 1000000000), .tv_nsec = (long) (deadline % 1000000000)};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL) == EINTR) {}
}

/*
 * Says the end until every reader has heard it: who still has a full queue loses it like any other frame. A frame of
 * the end tells how many came before it, so that a reader can take those it lost out of its drop count.
 */
static void say_end(const struct options *options, struct shared *shared, int fd) {
    for (uint64_t said = 0; said < ENDS_MAX && atomic_load(&shared->ended_readers) < options->readers; said++) {
        sleep_until(now() + TO_EMPTY_QUEUES);
        fill(&frames[0], ID_END, said);
        put(fd, 1);
        sleep_until(now() + TO_HEAR);
    }
    atomic_store(&shared->end_said, true);
}

void write_frames(const struct options *options, struct shared *shared, int fd) {
    for (int i = 0; i < BATCH_MAX; i++) {
        parts[i] = (struct iovec) {&frames[i], sizeof frames[i]};
        messages[i].msg_hdr = (struct msghdr) {.msg_iov = &parts[i], .msg_iovlen = 1};
    }
    unsigned batch = (unsigned) options->batch;
    uint64_t sequence = 0;
    uint64_t begun = now();
    uint64_t end = begun + (uint64_t) (options->seconds * 1e9);
    for (uint64_t time = begun; time < end; time = now()) {
        /* Absolute deadlines: a late frame does not make the next one late. */
        if (options->rate) sleep_until(begun + sequence * UINT64_C(1000000000) / (uint64_t) options->rate);
        if (options->window) keep_window(options, shared, (uint32_t) sequence);
        for (unsigned i = 0; i < batch; i++) fill(&frames[i], ID_FRAME, sequence++);
        put(fd, batch);
    }
    shared->ended = now();
    shared->begun = begun;
    shared->written = sequence;
    say_end(options, shared, fd);
}
