/*
 * recvmmsg(), as do_recvmmsg() (net/socket.c): the number of frames, or the first one's error; an error
 * met later is kept for the next receive. Records come in batches of at most BATCH with one system
 * call each; the time limit is the kernel's, which counts it down in the caller's struct.
 */
#include "clock.h"
#include "deliver.h"
#include "message.h"
#include "next.h"
#include "pending.h"
#include "reattach.h"
#include "receive.h"

#include <linux/can.h>

#define BATCH 32
#define SLOT (CANFD_MTU + sizeof(struct bl_trailer))

typedef struct mmsghdr many;

static long pull_many(int fd, many *messages, unsigned count, int flags, struct timespec *limit) {
    if (next.recvmmsg == NULL) {
        return SC5(SYS_recvmmsg, fd, messages, count, flags, limit);
    }
    int before = errno;
    long result = next.recvmmsg(fd, messages, count, flags, limit);
    if (result < 0) {
        result = -errno;
        errno = before;
    }
    return result;
}

/* At least one frame, or the error the first record was; later errors wait for the next call. */
static long deliver_batch(
    int fd, many *to, many *records, const unsigned char (*slots)[SLOT], long count, int flags) {
    long done = 0;
    for (long i = 0; i < count; i++) {
        struct bl_trailer trailer;
        long length = frame_in(slots[i], records[i].msg_len, &trailer);
        if (length == 0) {
            length = -error_of_event(fd, &trailer);
        }
        if (length == 0) {
            continue;
        }
        if (length < 0) {
            if (done == 0 && (i + 1 == count || records[i].msg_len == 0)) {
                return length;
            }
            memo_error(fd, (int)-length);
            if (records[i].msg_len == 0) {
                return done;
            }
            continue;
        }
        memo_stamp(fd, &trailer);
        to[done].msg_len = (unsigned)deliver(&to[done].msg_hdr, slots[i], (size_t)length, &trailer, flags);
        done++;
    }
    return done;
}

static long take_batch(int fd, many *to, unsigned count, int flags, struct timespec *limit) {
    unsigned char slots[BATCH][SLOT];
    struct iovec parts[BATCH];
    many records[BATCH];
    for (unsigned i = 0; i < count; i++) {
        parts[i] = (struct iovec){slots[i], SLOT};
        records[i] = (many){.msg_hdr = {.msg_iov = &parts[i], .msg_iovlen = 1}};
    }
    long received = pull_many(fd, records, count, flags & (MSG_DONTWAIT | MSG_WAITFORONE), limit);
    if (received < 0) {
        return received == -ECONNRESET ? -ENETDOWN : received;
    }
    if (received > 0 && records[0].msg_len == 0 && recover(fd, may_wait(fd, flags)) == 0) {
        return take_batch(fd, to, count, flags, limit);
    }
    long done = deliver_batch(fd, to, records, (const unsigned char (*)[SLOT])slots, received, flags);
    return done == 0 ? take_batch(fd, to, count, flags, limit) : done; /* events that were none any more */
}

/* As do_recvmmsg() counts the limit down: looked at after each frame, never ending a wait. */
static bool is_over(struct timespec *limit, uint64_t end) {
    if (limit == NULL) {
        return false;
    }
    *limit = left_until(end);
    return limit->tv_sec == 0 && limit->tv_nsec == 0;
}

/* XL records do not fit the slots, a peek shows one record as often as it is asked: one at a time. */
static long take_singly(int fd, uint32_t state, many *to, unsigned count, int flags, struct timespec *limit) {
    uint64_t end = limit == NULL ? 0 : end_of(limit);
    for (unsigned i = 0; i < count; i++) {
        int extra = i > 0 && (flags & MSG_WAITFORONE) != 0 ? MSG_DONTWAIT : 0;
        long length = can_recvmsg(fd, state, &to[i].msg_hdr, flags | extra);
        if (length < 0) {
            if (i > 0 && length != -EAGAIN && length != -EINTR) {
                memo_error(fd, (int)-length);
            }
            return i > 0 ? (long)i : length;
        }
        to[i].msg_len = (unsigned)length;
        if (is_over(limit, end)) {
            return (long)i + 1;
        }
    }
    return count;
}

static long can_recvmmsg(
    int fd, uint32_t state, many *to, unsigned count, int flags, struct timespec *limit) {
    if (limit != NULL && (limit->tv_sec < 0 || (unsigned long)limit->tv_nsec >= 1000000000)) {
        return -EINVAL;
    }
    if (count > IOV_LIMIT) {
        count = IOV_LIMIT;
    }
    int pending = (flags & MSG_ERRQUEUE) != 0 ? 0 : take_pending(fd, state);
    if (pending != 0) {
        return -pending;
    }
    if ((state & (BL_STATE_XL | BL_STATE_SESSION)) != 0 || (flags & (MSG_PEEK | MSG_ERRQUEUE)) != 0) {
        return take_singly(fd, state & ~BL_STATE_PENDING, to, count, flags, limit);
    }
    unsigned done = 0;
    while (done < count) {
        unsigned batch = count - done < BATCH ? count - done : BATCH;
        int extra = done > 0 && (flags & MSG_WAITFORONE) != 0 ? MSG_DONTWAIT : 0;
        long taken = take_batch(fd, to + done, batch, flags | extra, limit);
        if (taken < 0) {
            if (done > 0 && taken != -EAGAIN && taken != -EINTR) {
                memo_error(fd, (int)-taken);
            }
            return done > 0 ? (long)done : taken;
        }
        done += (unsigned)taken;
        bool out_of_time = limit != NULL && limit->tv_sec == 0 && limit->tv_nsec == 0;
        if (taken < batch || out_of_time) {
            break;
        }
    }
    return done;
}

/* By its symbol: musl's header declares the flags as unsigned. */
EXPORT int any_recvmmsg(int fd, many *messages, unsigned count, int flags, struct timespec *limit)
    __asm__("recvmmsg");

int any_recvmmsg(int fd, many *messages, unsigned count, int flags, struct timespec *limit) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        return (int)answer(can_recvmmsg(fd, state, messages, count, flags, limit));
    }
    int result = next.recvmmsg != NULL ? next.recvmmsg(fd, messages, count, flags, limit)
                                       : (int)answer(SC5(SYS_recvmmsg, fd, messages, count, flags, limit));
    for (int i = 0; i < result; i++) {
        watch_for_passed(&messages[i].msg_hdr);
    }
    return result;
}
