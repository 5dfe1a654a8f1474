/*
 * sendmmsg(), as __sys_sendmmsg() (net/socket.c): the number of frames sent, or the error of the first.
 * Frames go in batches of at most BATCH with one system call each.
 */
#include "compose.h"
#include "message.h"
#include "next.h"
#include "reattach.h"
#include "send.h"

#include <linux/can.h>

#define BATCH 32
#define SLOT (sizeof(struct bl_addressed) + CANFD_MTU)

typedef struct mmsghdr many;

static long push_many(int fd, many *messages, unsigned count, int flags) {
    if (next.sendmmsg == NULL) {
        return SC4(SYS_sendmmsg, fd, messages, count, flags);
    }
    int before = errno;
    long result = next.sendmmsg(fd, messages, count, flags);
    if (result < 0) {
        result = -errno;
        errno = before;
    }
    return result;
}

static long send_batch(int fd, uint32_t state, many *from, unsigned count, int flags) {
    unsigned char slots[BATCH][SLOT];
    struct iovec parts[BATCH];
    many records[BATCH];
    size_t sizes[BATCH];
    int error = 0;
    unsigned ready = 0;
    for (; ready < count; ready++) {
        struct composed one = {.record = slots[ready], .room = SLOT};
        error = compose(fd, state, &from[ready].msg_hdr, &one);
        if (error != 0) {
            break;
        }
        sizes[ready] = one.size;
        parts[ready] = (struct iovec){slots[ready], one.length};
        records[ready] = (many){.msg_hdr = {.msg_iov = &parts[ready], .msg_iovlen = 1}};
    }
    if (ready == 0) {
        return error;
    }
    int heeded = (flags & MSG_DONTWAIT) | MSG_NOSIGNAL;
    long sent = send_error(push_many(fd, records, ready, heeded));
    if (sent == -ENETDOWN && recover(fd, false) == 0) {
        sent = send_error(push_many(fd, records, ready, heeded));
    }
    for (long i = 0; i < sent; i++) {
        from[i].msg_len = (unsigned)sizes[i];
    }
    return sent;
}

static long send_singly(int fd, uint32_t state, many *from, unsigned count, int flags) {
    for (unsigned i = 0; i < count; i++) {
        long size = can_sendmsg(fd, state, &from[i].msg_hdr, flags);
        if (size < 0) {
            return i > 0 ? (long)i : size;
        }
        from[i].msg_len = (unsigned)size;
    }
    return count;
}

static long can_sendmmsg(int fd, uint32_t state, many *from, unsigned count, int flags) {
    if (count > IOV_LIMIT) {
        count = IOV_LIMIT;
    }
    if ((state & (BL_STATE_XL | BL_STATE_SESSION)) != 0) { /* XL frames do not fit the slots */
        return send_singly(fd, state, from, count, flags);
    }
    unsigned done = 0;
    while (done < count) {
        unsigned batch = count - done < BATCH ? count - done : BATCH;
        long sent = send_batch(fd, state, from + done, batch, flags);
        if (sent < 0) {
            return done > 0 ? (long)done : sent;
        }
        done += (unsigned)sent;
        if (sent < batch) {
            break;
        }
    }
    return done;
}

/* By its symbol: musl's header declares the flags as unsigned. */
EXPORT int any_sendmmsg(int fd, many *messages, unsigned count, int flags) __asm__("sendmmsg");

int any_sendmmsg(int fd, many *messages, unsigned count, int flags) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        return (int)answer(can_sendmmsg(fd, state, messages, count, flags));
    }
    return next.sendmmsg != NULL ? next.sendmmsg(fd, messages, count, flags)
                                 : (int)answer(SC4(SYS_sendmmsg, fd, messages, count, flags));
}
