/* What the processes of one load run share: the options, and one block of memory all of them map. */
#ifndef BENCH_LOAD_H
#define BENCH_LOAD_H

#include "histogram.h"
#include <linux/can.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { READERS_MAX = 256, BATCH_MAX = 64 };

struct options {
    const char *socket;
    bool buslane;          /* the bus socket's dialect; else records as they are */
    const char *interface; /* NULL: the lane's first */
    int readers;
    int batch;             /* frames for each call of the writer */
    int read_batch;        /* frames for each call of a reader, at most */
    double seconds;
    long rate;             /* frames a second; 0 is as fast as it goes */
    pid_t pid;             /* the relaying process; 0: whoever listens on the socket */
    unsigned window;       /* frames on the way at most, so that nothing is lost; 0 is no limit */
};

/* One reader's figures; `progress` and `wanted` are a futex between it and the writer. */
struct reader {
    _Atomic uint32_t progress; /* sequence number after the last frame seen */
    _Atomic uint32_t wanted;   /* progress the writer sleeps for; 0 when it does not */
    uint64_t received, missed, disorder;
    uint64_t last;             /* when the last frame came, CLOCK_MONOTONIC */
    uint32_t told;             /* the trailer's drop count */
    struct histogram latency;
};

struct shared {
    pthread_barrier_t gate;    /* readers, writer and parent pass it together, phase by phase */
    atomic_int ended_readers;  /* who have heard the end */
    atomic_bool end_said;      /* ... and who have not will not */
    uint64_t written, begun, ended;
    struct reader readers[READERS_MAX];
};

/* A frame's 8 data bytes: 24 bits of sequence number over 40 bits of CLOCK_MONOTONIC nanoseconds. */
#define STAMP_BITS 40
#define STAMP_MASK ((UINT64_C(1) << STAMP_BITS) - 1)
#define SEQUENCE_MASK 0xffffffu
#define ID_FRAME 0x123u
#define ID_END 0x124u

struct options parse(int argc, char **argv);
void report(const struct options *options, const struct shared *shared, pid_t pid, uint64_t cpu);

uint64_t now(void);
void pass(struct shared *shared);
_Noreturn void die(const char *what);

/* A connection that takes and gives frames: connected, and bound when the dialect is buslane's. */
int attach(const struct options *options);

void write_frames(const struct options *options, struct shared *shared, int fd);
void read_frames(const struct options *options, struct shared *shared, struct reader *self, int fd);

#endif
