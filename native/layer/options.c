/*
 * setsockopt() and getsockopt() on a bus socket. What decides which frames arrive and with what control
 * data is the gateway's (raw_setsockopt() of net/can/raw.c, sk_setsockopt() of net/core/sock.c); what the
 * local connection does by itself (SO_RCVTIMEO, SO_SNDBUF, SO_PRIORITY ...) is the kernel's; what would
 * give the connection away, or break it, is answered here.
 */
#include "layer.h"
#include "next.h"
#include "shadow.h"

#include <linux/can.h>
#include <linux/can/raw.h>

#define VALUE_MAX 4096 /* 512 filters, CAN_RAW_FILTER_MAX: no option is longer */

/* include/uapi/asm-generic/socket.h: not every C library names them all. */
#define SO_STAMP_OLD 29
#define SO_STAMPNS_OLD 35
#define SO_STAMPING_OLD 37
#define SO_OVERFLOW 40
#define SO_STAMP_NEW 63
#define SO_STAMPNS_NEW 64
#define SO_STAMPING_NEW 65

static bool is_gateways(int level, int name) {
    if (level == SOL_CAN_RAW) {
        return true;
    }
    switch (name) {
    case SO_STAMP_OLD:
    case SO_STAMPNS_OLD:
    case SO_STAMPING_OLD:
    case SO_STAMP_NEW:
    case SO_STAMPNS_NEW:
    case SO_STAMPING_NEW:
    case SO_OVERFLOW:
        return level == SOL_SOCKET;
    default:
        return false;
    }
}

static int tell_gateway(int fd, int level, int name, const void *value, socklen_t length) {
    if (length > VALUE_MAX) {
        return -EINVAL;
    }
    if (value == NULL && length > 0) {
        return -EFAULT;
    }
    struct question question = {
        .op = BL_OP_SETOPT, .level = level, .name = name, .value = value, .length = length};
    int error = ask_or_recover(fd, &question);
    if (error == 0) {
        remember_option(fd, level, name, value, length);
    }
    return error;
}

static long can_setsockopt(int fd, int level, int name, const void *value, socklen_t length) {
    if (level != SOL_SOCKET && level != SOL_CAN_RAW) {
        return -EINVAL;
    }
    if (is_gateways(level, name)) {
        return tell_gateway(fd, level, name, value, length);
    }
    int refused = refuse_local_option(level, name, length);
    if (refused <= 0) {
        return refused;
    }
    long result = SC5(SYS_setsockopt, fd, level, name, value, length);
    if (result == 0 && (name == SO_RCVBUF || name == SO_RCVBUFFORCE)) {
        /* The queue's bound is the gateway's SO_SNDBUF; what getsockopt() says is the local one's. */
        tell_gateway(fd, level, name, value, length);
    }
    return result;
}

EXPORT int setsockopt(int fd, int level, int name, const void *value, socklen_t length) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        return (int)answer(can_setsockopt(fd, level, name, value, length));
    }
    return next.setsockopt != NULL ? next.setsockopt(fd, level, name, value, length)
                                   : (int)answer(SC5(SYS_setsockopt, fd, level, name, value, length));
}

/* raw_getsockopt(): with ERANGE the length becomes the size it takes. */
static long ask_gateway(int fd, int level, int name, void *value, socklen_t *length) {
    uint32_t room = *length < VALUE_MAX ? *length : VALUE_MAX;
    struct question question = {
        .op = BL_OP_GETOPT,
        .level = level,
        .name = name,
        .value = &room,
        .length = sizeof room,
        .into = value,
        .room = room,
    };
    int error = ask_or_recover(fd, &question);
    if (error == -ERANGE) {
        *length = question.reply.needed;
    } else if (error == 0) {
        *length = question.reply.length < room ? question.reply.length : room;
    }
    return error;
}

static long give(int number, void *value, socklen_t *length) {
    size_t size = *length < sizeof number ? *length : sizeof number;
    __builtin_memcpy(value, &number, size);
    *length = (socklen_t)size;
    return 0;
}

/*
 * SO_ERROR takes the pending error: one kept by recvmmsg(), one of the connection, or an event that is
 * the next record (24 bytes; a frame has more).
 */
static long pending_error(int fd) {
    int error = memo_take_error(fd);
    if (error != 0) {
        return error;
    }
    socklen_t size = sizeof error;
    SC5(SYS_getsockopt, fd, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) {
        return error == ECONNRESET || error == EPIPE ? ENETDOWN : error;
    }
    struct bl_trailer event;
    int peek = MSG_PEEK | MSG_DONTWAIT | MSG_TRUNC;
    if (SC6(SYS_recvfrom, fd, &event, sizeof event, peek, 0, 0) != (long)sizeof event
        || (event.flags & BL_EVENT) == 0) {
        return 0;
    }
    SC6(SYS_recvfrom, fd, &event, sizeof event, MSG_DONTWAIT, 0, 0);
    return (long)event.error;
}

static long can_getsockopt(int fd, int level, int name, void *value, socklen_t *length) {
    if (level != SOL_SOCKET && level != SOL_CAN_RAW) {
        return -EINVAL;
    }
    if (length == NULL || (value == NULL && *length > 0)) {
        return -EFAULT;
    }
    if ((int)*length < 0) {
        return -EINVAL;
    }
    if (is_gateways(level, name)) {
        return ask_gateway(fd, level, name, value, length);
    }
    switch (name) {
    case SO_TYPE:
        return give(SOCK_RAW, value, length);
    case SO_DOMAIN:
        return give(AF_CAN, value, length);
    case SO_PROTOCOL:
        return give(CAN_RAW, value, length);
    case SO_RCVLOWAT:
        return give(1, value, length);
    case SO_PEEK_OFF:
        return -EOPNOTSUPP;
    case SO_ERROR:
        return give((int)pending_error(fd), value, length);
    default:
        return SC5(SYS_getsockopt, fd, level, name, value, length);
    }
}

EXPORT int getsockopt(int fd, int level, int name, void *restrict value, socklen_t *restrict length) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        return (int)answer(can_getsockopt(fd, level, name, value, length));
    }
    return next.getsockopt != NULL ? next.getsockopt(fd, level, name, value, length)
                                   : (int)answer(SC5(SYS_getsockopt, fd, level, name, value, length));
}
