/*
 * From a record to what raw_recvmsg() (net/can/raw.c) gives: the frame, cut to the buffer with MSG_TRUNC
 * in the flags but never in the result; the address, 8 bytes; MSG_DONTROUTE and MSG_CONFIRM; control
 * messages in the order of sock_recv_cmsgs() (net/socket.c): the time first, then the count of drops,
 * which is only there when something was dropped; MSG_CTRUNC as put_cmsg() (net/core/scm.c) sets it.
 */
#include "deliver.h"

#include "message.h"

#include <linux/can.h>
#include <time.h>

/* include/uapi/asm-generic/socket.h; the cmsg types are the options' numbers. */
#define STAMP_OLD 29
#define STAMPNS_OLD 35
#define STAMPING_OLD 37
#define RXQ_OVFL 40
#define STAMP_NEW 63
#define STAMPNS_NEW 64
#define STAMPING_NEW 65

struct control {
    unsigned char *at;
    size_t room;
    size_t used;
    bool cut;
};

static void put(struct control *control, int type, const void *data, size_t size) {
    size_t room = control->room - control->used;
    if (room < sizeof(struct cmsghdr)) {
        control->cut = true;
        return;
    }
    size_t length = CMSG_LEN(size);
    if (length > room) {
        control->cut = true;
        length = room;
    }
    struct cmsghdr head = {.cmsg_level = SOL_SOCKET, .cmsg_type = type};
    head.cmsg_len = (__typeof__(head.cmsg_len))length;
    unsigned char *at = control->at + control->used;
    __builtin_memcpy(at, &head, sizeof head);
    __builtin_memcpy(at + sizeof head, data, length - sizeof head);
    size_t step = CMSG_SPACE(size);
    control->used += step < room ? step : room;
}

/* On 64-bit machines the old and the _NEW structures are the same 16 bytes; the type differs. */
static void put_times(struct control *control, const struct bl_trailer *trailer) {
    uint64_t seconds = trailer->stamp / 1000000000;
    uint64_t rest = trailer->stamp % 1000000000;
    bool new = (trailer->flags & BL_NEW_TIME) != 0;
    if ((trailer->flags & BL_STAMPNS) != 0) {
        int64_t spec[2] = {(int64_t)seconds, (int64_t)rest};
        put(control, new ? STAMPNS_NEW : STAMPNS_OLD, spec, sizeof spec);
    } else if ((trailer->flags & BL_STAMP) != 0) {
        int64_t val[2] = {(int64_t)seconds, (int64_t)(rest / 1000)};
        put(control, new ? STAMP_NEW : STAMP_OLD, val, sizeof val);
    }
    if ((trailer->flags & BL_STAMPING) != 0) {
        int64_t stamps[6] = {(int64_t)seconds, (int64_t)rest}; /* software, unused, hardware */
        put(control, new ? STAMPING_NEW : STAMPING_OLD, stamps, sizeof stamps);
    }
}

static void put_drops(struct control *control, const struct bl_trailer *trailer) {
    if ((trailer->flags & BL_OVERFLOW) != 0 && trailer->drops != 0) {
        put(control, RXQ_OVFL, &trailer->drops, sizeof trailer->drops);
    }
}

long frame_in(const unsigned char *record, long received, struct bl_trailer *trailer) {
    if (received == 0) {
        return -ENETDOWN; /* the connection's end: no gateway, and no keeper holds it */
    }
    if (received < (long)sizeof *trailer) {
        return -EPROTO;
    }
    long length = received - (long)sizeof *trailer;
    __builtin_memcpy(trailer, record + length, sizeof *trailer);
    return (trailer->flags & BL_EVENT) != 0 ? 0 : length;
}

void deliver_name(void *name, socklen_t *length, const struct bl_trailer *trailer) {
    struct sockaddr_can can = {.can_family = AF_CAN, .can_ifindex = (int)trailer->ifindex};
    __builtin_memcpy(name, &can, *length < CAN_ADDRESS_SIZE ? *length : CAN_ADDRESS_SIZE);
    *length = CAN_ADDRESS_SIZE;
}

static size_t scatter(const struct msghdr *message, const unsigned char *frame, size_t length) {
    size_t done = 0;
    for (size_t i = 0, count = part_count(message); i < count && done < length; i++) {
        const struct iovec *part = &message->msg_iov[i];
        size_t step = part->iov_len < length - done ? part->iov_len : length - done;
        __builtin_memcpy(part->iov_base, frame + done, step);
        done += step;
    }
    return done;
}

void dress(struct msghdr *message, bool is_cut, const struct bl_trailer *trailer, int flags) {
    struct control control = {.at = message->msg_control, .room = control_size(message)};
    put_times(&control, trailer);
    put_drops(&control, trailer);
    if (message->msg_name != NULL) {
        deliver_name(message->msg_name, &message->msg_namelen, trailer);
    }
    message->msg_flags = (flags & MSG_CMSG_CLOEXEC) | (is_cut ? MSG_TRUNC : 0)
        | ((trailer->flags & BL_LOCAL) != 0 ? MSG_DONTROUTE : 0)
        | ((trailer->flags & BL_OWN) != 0 ? MSG_CONFIRM : 0) | (control.cut ? MSG_CTRUNC : 0);
    message->msg_controllen = (__typeof__(message->msg_controllen))control.used;
}

long deliver(
    struct msghdr *message, const unsigned char *frame, size_t length, const struct bl_trailer *trailer,
    int flags) {
    size_t size = scatter(message, frame, length);
    dress(message, size < length, trailer, flags);
    return (long)size;
}
