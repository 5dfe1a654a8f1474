/* One reader: counts what came, what is missing and what came out of order, and how long each frame was on its way. */
#define _GNU_SOURCE
#include "load.h"
#include "../../native/bus_socket.h"
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

enum { RECORD = 128 };

static unsigned char records[BATCH_MAX][RECORD];
static struct iovec parts[BATCH_MAX];
static struct mmsghdr messages[BATCH_MAX];

/* Returns the number of records, 0 when there was nothing for a while. */
static int take(int fd, unsigned batch) {
    int got;
    if (batch == 1) { /* as programs do it */
        ssize_t length = read(fd, records[0], RECORD);
        messages[0].msg_len = length > 0 ? (unsigned) length : 0;
        got = length < 0 ? -1 : 1;
    } else {
        got = recvmmsg(fd, messages, batch, MSG_WAITFORONE, NULL);
    }
    if (got < 0) {
        if (errno == EAGAIN || errno == EINTR) return 0;
        die("read a frame");
    }
    if (messages[0].msg_len == 0) {
        fprintf(stderr, "load: the relaying process closed the connection\n");
        exit(1);
    }
    return got;
}

static void check_length(const struct options *options, unsigned length) {
    size_t expected = sizeof(struct can_frame) + (options->buslane ? sizeof(struct bl_trailer) : 0);
    if (length == expected) return;
    fprintf(stderr, "load: a record of %u bytes arrived, expected %zu\n", length, expected);
    exit(1);
}

static void account(struct reader *self, uint64_t data, uint64_t time) {
    uint32_t progress = atomic_load_explicit(&self->progress, memory_order_relaxed);
    uint32_t ahead = ((uint32_t) (data >> STAMP_BITS) - progress) & SEQUENCE_MASK;
    self->received++;
    self->last = time;
    histogram_add(&self->latency, (time - data) & STAMP_MASK);
    if (ahead > SEQUENCE_MASK / 2) {
        self->disorder++;
        return;
    }
    self->missed += ahead;
    atomic_store(&self->progress, progress + ahead + 1);
}

static void wake_writer(struct reader *self) {
    uint32_t wanted = atomic_load(&self->wanted);
    if (wanted == 0 || (int32_t) (atomic_load(&self->progress) - wanted) < 0) return;
    atomic_store(&self->wanted, 0);
    syscall(SYS_futex, &self->progress, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

void read_frames(const struct options *options, struct shared *shared, struct reader *self, int fd) {
    for (int i = 0; i < BATCH_MAX; i++) {
        parts[i] = (struct iovec) {records[i], RECORD};
        messages[i].msg_hdr = (struct msghdr) {.msg_iov = &parts[i], .msg_iovlen = 1};
    }
    struct timeval patience = {.tv_usec = 100000};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    for (;;) {
        int got = take(fd, (unsigned) options->read_batch);
        if (got == 0 && atomic_load(&shared->end_said)) return;
        uint64_t time = now();
        for (int i = 0; i < got; i++) {
            struct can_frame frame;
            check_length(options, messages[i].msg_len);
            memcpy(&frame, records[i], sizeof frame);
            if (options->buslane) {
                struct bl_trailer trailer;
                memcpy(&trailer, records[i] + sizeof frame, sizeof trailer);
                self->told = trailer.drops;
            }
            uint64_t data;
            memcpy(&data, frame.data, sizeof data);
            if (frame.can_id == ID_END) {
                if (self->told) self->told -= (uint32_t) (data >> STAMP_BITS);
                atomic_fetch_add(&shared->ended_readers, 1);
                return;
            }
            account(self, data, time);
        }
        if (options->window) wake_writer(self);
    }
}
