/*
 * setsockopt() and getsockopt() on a bus socket. What decides which frames arrive and with what control
 * data is the gateway's (raw_setsockopt() of net/can/raw.c, sk_setsockopt() of net/core/sock.c); what the
 * local connection does by itself (SO_RCVTIMEO, SO_SNDBUF, SO_PRIORITY ...) is the kernel's; what would
 * give the connection away, or break it, is answered here.
 */
#include "layer.h"
#include "next.h"
#include "pending.h"
#include "session.h"
#include "shadow.h"

#include <linux/can.h>
#include <linux/can/raw.h>

#define XL_VCID_OPTS 8 /* CAN_RAW_XL_VCID_OPTS, in the headers since Linux 6.9 */
#define VALUE_MAX 4096 /* 512 filters, CAN_RAW_FILTER_MAX: no option is longer */

/* include/uapi/asm-generic/socket.h: not every C library names them all. */
#define SO_STAMP_OLD 29
#define SO_STAMPNS_OLD 35
#define SO_STAMPING_OLD 37
#define SO_OVERFLOW 40
#define SO_PEER_NAME 28
#define SO_PEER_SECURITY 31
#define SO_PEER_GROUPS 59
#define SO_PEER_PIDFD 77
#define SO_STAMP_NEW 63
#define SO_STAMPNS_NEW 64
#define SO_STAMPING_NEW 65

static bool is_gateways(int level, int name) {
    if (level != SOL_SOCKET) {
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

/* raw_setsockopt() and sk_setsockopt() look at the length before they read the value. */
static int fault_or_length(int level, int name, socklen_t length) {
    if (level == SOL_SOCKET) {
        return length < sizeof(int) ? -EINVAL : -EFAULT;
    }
    if (name == CAN_RAW_FILTER) {
        return length % sizeof(struct can_filter) != 0 ? -EINVAL : -EFAULT;
    }
    if (name < CAN_RAW_FILTER || name > XL_VCID_OPTS) {
        return -ENOPROTOOPT;
    }
    return length != sizeof(int) ? -EINVAL : -EFAULT;
}

static int tell_gateway(int fd, int level, int name, const void *value, socklen_t length) {
    if (length > VALUE_MAX) {
        return level == SOL_CAN_RAW && (name < CAN_RAW_FILTER || name > XL_VCID_OPTS) ? -ENOPROTOOPT : -EINVAL;
    }
    if (value == NULL && length > 0) {
        return fault_or_length(level, name, length);
    }
    struct question question = {
        .op = BL_OP_SETOPT, .level = level, .name = name, .value = value, .length = length};
    int error = ask_or_recover(fd, &question);
    if (error == 0) {
        remember_option(fd, level, name, value, length);
    }
    return error;
}

static bool is_of_lane(int fd, const char *name, socklen_t length) {
    struct bl_interface found;
    char copy[sizeof found.name] = "";
    for (size_t i = 0; name != NULL && i < length && i + 1 < sizeof copy; i++) {
        copy[i] = name[i];
    }
    return copy[0] != '\0' && interface_by_name(fd, copy, &found);
}

static long can_setsockopt(int fd, uint32_t state, int level, int name, const void *value, socklen_t length) {
    if ((int)length < 0) {
        return -EINVAL;
    }
    if (level != SOL_SOCKET && level != SOL_CAN_RAW && !is_session(state)) {
        return -EINVAL;
    }
    if (is_gateways(level, name)) {
        return tell_gateway(fd, level, name, value, length);
    }
    if (level == SOL_SOCKET && name == SO_BINDTODEVICE && is_of_lane(fd, value, length)) {
        return 0; /* raw_rcv() and raw_sendmsg() take no notice of it */
    }
    int refused = refuse_local_option(level, name, value, length);
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
        return (int)answer(can_setsockopt(fd, state, level, name, value, length));
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
        .room = value == NULL ? 0 : room,
    };
    int error = ask_or_recover(fd, &question);
    if (error == -ERANGE) {
        *length = question.reply.needed;
    } else if (error == 0) {
        *length = question.reply.length < room ? question.reply.length : room;
    }
    return error == 0 && value == NULL && *length > 0 ? -EFAULT : error;
}

static long give_bytes(const void *from, size_t count, void *value, socklen_t *length) {
    size_t size = *length < count ? *length : count;
    if (value == NULL && size > 0) {
        return -EFAULT;
    }
    __builtin_memcpy(value, from, size);
    *length = (socklen_t)size;
    return 0;
}

static long give(int number, void *value, socklen_t *length) {
    return give_bytes(&number, sizeof number, value, length);
}

/* cred_to_ucred() (net/core/sock.c) of no peer: process, user, group. */
static const int nobody[3] = {0, -1, -1};

/* SO_ERROR takes the pending error: one that is remembered, one of the connection, or an event. */
static int pending_error(int fd, uint32_t state) {
    int error = take_pending(fd, state);
    if (error != 0) {
        return error;
    }
    socklen_t size = sizeof error;
    SC5(SYS_getsockopt, fd, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) {
        return error == ECONNRESET || error == EPIPE ? ENETDOWN : error;
    }
    return take_pending_or_event(fd, state & ~BL_STATE_PENDING);
}

static long can_getsockopt(int fd, uint32_t state, int level, int name, void *value, socklen_t *length) {
    if (level != SOL_SOCKET && level != SOL_CAN_RAW && !is_session(state)) {
        return -EINVAL;
    }
    if (length == NULL) {
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
        return give(is_session(state) ? SOCK_DGRAM : SOCK_RAW, value, length);
    case SO_DOMAIN:
        return give(AF_CAN, value, length);
    case SO_PROTOCOL:
        return give(0, value, length); /* can_create() never sets sk_protocol */
    case SO_PEERCRED:
        return give_bytes(nobody, sizeof nobody, value, length);
    case SO_PEER_GROUPS:
    case SO_PEER_PIDFD:
        return -ENODATA;
    case SO_PEER_NAME:
        return -ENOTCONN;
    case SO_PEER_SECURITY:
        return -ENOPROTOOPT;
    case SO_RCVLOWAT:
        return give(1, value, length);
    case SO_PEEK_OFF:
        return -EOPNOTSUPP;
    case SO_ERROR:
        return give(pending_error(fd, state), value, length);
    default:
        return SC5(SYS_getsockopt, fd, level, name, value, length);
    }
}

EXPORT int getsockopt(int fd, int level, int name, void *restrict value, socklen_t *restrict length) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        return (int)answer(can_getsockopt(fd, state, level, name, value, length));
    }
    return next.getsockopt != NULL ? next.getsockopt(fd, level, name, value, length)
                                   : (int)answer(SC5(SYS_getsockopt, fd, level, name, value, length));
}
