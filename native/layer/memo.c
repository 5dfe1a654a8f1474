/*
 * Two things a receive leaves behind for a later call on the same descriptor number: the time of its
 * frame, for SIOCGSTAMP, and an error that recvmmsg() met after it had frames to return (do_recvmmsg in
 * net/socket.c keeps it in sk_err). A memo of this process only, one slot for each number modulo its
 * size: when a slot was taken by another descriptor, SIOCGSTAMP answers ENOENT as before the first
 * frame, and the error is lost; the next write meets its cause. The data path stores, and never waits.
 */
#include "layer.h"

#define SLOTS 256

struct slot {
    int fd_plus_one; /* 0: free */
    int error;
    uint64_t stamp;
};

static struct slot slots[SLOTS];

static struct slot *slot_of(int fd) {
    return &slots[(unsigned)fd % SLOTS];
}

static bool belongs(const struct slot *slot, int fd) {
    return __atomic_load_n(&slot->fd_plus_one, __ATOMIC_ACQUIRE) == fd + 1;
}

static void claim(struct slot *slot, int fd) {
    if (!belongs(slot, fd)) {
        __atomic_store_n(&slot->error, 0, __ATOMIC_RELAXED);
        __atomic_store_n(&slot->fd_plus_one, fd + 1, __ATOMIC_RELEASE);
    }
}

void memo_clear(int fd) {
    struct slot *slot = slot_of(fd);
    if (belongs(slot, fd)) {
        __atomic_store_n(&slot->fd_plus_one, 0, __ATOMIC_RELEASE);
    }
}

/* sock_recv_timestamp() (include/net/sock.h): a time that comes as control data is not kept as well. */
void memo_stamp(int fd, const struct bl_trailer *trailer) {
    struct slot *slot = slot_of(fd);
    if ((trailer->flags & (BL_STAMP | BL_STAMPNS | BL_STAMPING)) != 0) {
        return;
    }
    __atomic_store_n(&slot->stamp, trailer->stamp, __ATOMIC_RELAXED);
    claim(slot, fd);
}

uint64_t memo_last_stamp(int fd) {
    const struct slot *slot = slot_of(fd);
    return belongs(slot, fd) ? __atomic_load_n(&slot->stamp, __ATOMIC_RELAXED) : 0;
}

void memo_error(int fd, int error) {
    struct slot *slot = slot_of(fd);
    if (!belongs(slot, fd)) {
        __atomic_store_n(&slot->stamp, 0, __ATOMIC_RELAXED);
        __atomic_store_n(&slot->fd_plus_one, fd + 1, __ATOMIC_RELEASE);
    }
    __atomic_store_n(&slot->error, error, __ATOMIC_RELEASE);
}

int memo_take_error(int fd) {
    struct slot *slot = slot_of(fd);
    if (!belongs(slot, fd) || __atomic_load_n(&slot->error, __ATOMIC_RELAXED) == 0) {
        return 0;
    }
    return __atomic_exchange_n(&slot->error, 0, __ATOMIC_ACQ_REL);
}
