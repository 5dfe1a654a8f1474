/*
 * socket(), bind() and the calls a CAN_RAW socket has no use for (a session may: session.c), with the errnos of __sock_create()
 * (net/socket.c), can_create() (net/can/af_can.c) and raw_ops (net/can/raw.c): connect, listen, accept,
 * shutdown and getpeername are EOPNOTSUPP there, and an address is 8 bytes long.
 */
#include "layer.h"
#include "next.h"
#include "session.h"
#include "shadow.h"

#include <fcntl.h>
#include <linux/can.h>

#define TYPE_MASK 0xf /* SOCK_TYPE_MASK, include/linux/net.h */
#define TYPE_MAX 11   /* SOCK_MAX */

static int refuse(int type, int protocol) {
    int kind = type & TYPE_MASK;
    int flags = type & ~TYPE_MASK;
    if ((flags & ~(SOCK_CLOEXEC | SOCK_NONBLOCK)) != 0 || kind >= TYPE_MAX) {
        return EINVAL;
    }
    if (protocol < 0 || protocol >= CAN_NPROTO) {
        return EINVAL;
    }
    if (protocol != CAN_RAW && protocol != CAN_BCM && protocol != CAN_ISOTP) {
        return EPROTONOSUPPORT;
    }
    return kind == (protocol == CAN_RAW ? SOCK_RAW : SOCK_DGRAM) ? 0 : EPROTOTYPE;
}

static long can_socket(int type, int protocol) {
    int error = refuse(type, protocol);
    if (error != 0) {
        return -error;
    }
    int fd = attach(0);
    if (fd < 0) {
        return fd;
    }
    keep_state(fd, BL_STATE_MAGIC);
    error = know_table(fd);
    if (error == 0 && protocol != CAN_RAW) {
        error = (int)session_begin(fd, protocol);
    }
    if (error != 0) {
        SC1(SYS_close, fd);
        return error;
    }
    if ((type & SOCK_NONBLOCK) != 0) {
        SC3(SYS_fcntl, fd, F_SETFL, O_RDWR | O_NONBLOCK);
    }
    memo_clear(fd);
    if (protocol == CAN_RAW) {
        remember_socket(fd);
    }
    expect_ours();
    if ((type & SOCK_CLOEXEC) == 0) {
        SC3(SYS_fcntl, fd, F_SETFD, 0);
    }
    return fd;
}

EXPORT int socket(int domain, int type, int protocol) {
    if (domain == AF_CAN && lane_path()[0] != '\0') {
        return (int)answer(can_socket(type, protocol));
    }
    return next.socket != NULL ? next.socket(domain, type, protocol)
                               : (int)answer(SC3(SYS_socket, domain, type, protocol));
}

static long can_bind(int fd, const struct sockaddr *address, socklen_t length) {
    const struct sockaddr_can *can = (const struct sockaddr_can *)address;
    if (length < CAN_ADDRESS_SIZE || length > sizeof(struct sockaddr_storage)) {
        return -EINVAL;
    }
    if (can == NULL) {
        return -EFAULT;
    }
    if (can->can_family != AF_CAN) {
        return -EINVAL;
    }
    uint32_t index = (uint32_t)can->can_ifindex;
    struct question question = {.op = BL_OP_BIND, .value = &index, .length = sizeof index};
    int error = ask_or_recover(fd, &question);
    if (error == 0) {
        remember_binding(fd, index);
    }
    return error;
}

/* sock_no_socketpair(): there is none, whatever else may be wrong with it __sock_create() says first. */
EXPORT int socketpair(int domain, int type, int protocol, int ends[2]) {
    if (domain == AF_CAN && lane_path()[0] != '\0') {
        int error = refuse(type, protocol);
        return (int)answer(error != 0 ? -error : -EOPNOTSUPP);
    }
    return next.socketpair != NULL ? next.socketpair(domain, type, protocol, ends)
                                   : (int)answer(SC4(SYS_socketpair, domain, type, protocol, ends));
}

EXPORT int bind(int fd, const struct sockaddr *address, socklen_t length) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        return (int)answer(
            is_session(state) ? session_address(fd, BL_OP_BIND, address, length) : can_bind(fd, address, length));
    }
    return next.bind != NULL ? next.bind(fd, address, length)
                             : (int)answer(SC3(SYS_bind, fd, address, length));
}

static long can_getsockname(uint32_t state, struct sockaddr *address, socklen_t *length) {
    if (length == NULL || address == NULL) {
        return -EFAULT;
    }
    if ((int)*length < 0) {
        return -EINVAL;
    }
    struct sockaddr_can can = {.can_family = AF_CAN, .can_ifindex = (int)(state & BL_STATE_INDEX)};
    size_t size = *length < CAN_ADDRESS_SIZE ? *length : CAN_ADDRESS_SIZE;
    __builtin_memcpy(address, &can, size);
    *length = CAN_ADDRESS_SIZE;
    return 0;
}

EXPORT int getsockname(int fd, struct sockaddr *address, socklen_t *length) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        return (int)answer(
            is_session(state) ? session_name(fd, false, address, length) : can_getsockname(state, address, length));
    }
    return next.getsockname != NULL ? next.getsockname(fd, address, length)
                                    : (int)answer(SC3(SYS_getsockname, fd, address, length));
}

EXPORT int getpeername(int fd, struct sockaddr *address, socklen_t *length) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        return (int)answer(is_session(state) ? session_name(fd, true, address, length) : -EOPNOTSUPP);
    }
    return next.getpeername != NULL ? next.getpeername(fd, address, length)
                                    : (int)answer(SC3(SYS_getpeername, fd, address, length));
}

EXPORT int connect(int fd, const struct sockaddr *address, socklen_t length) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        bool wrong = length > sizeof(struct sockaddr_storage);
        return (int)answer(
            is_session(state) ? session_address(fd, BL_OP_CONNECT, address, length)
                              : wrong ? -EINVAL : -EOPNOTSUPP);
    }
    return next.connect != NULL ? next.connect(fd, address, length)
                                : (int)answer(SC3(SYS_connect, fd, address, length));
}

EXPORT int listen(int fd, int backlog) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        return (int)answer(-EOPNOTSUPP);
    }
    return next.listen != NULL ? next.listen(fd, backlog) : (int)answer(SC2(SYS_listen, fd, backlog));
}

EXPORT int accept(int fd, struct sockaddr *restrict address, socklen_t *restrict length) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        return (int)answer(-EOPNOTSUPP);
    }
    return next.accept != NULL ? next.accept(fd, address, length)
                               : (int)answer(SC4(SYS_accept4, fd, address, length, 0));
}

EXPORT int accept4(int fd, struct sockaddr *restrict address, socklen_t *restrict length, int flags) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        return (int)answer(-EOPNOTSUPP);
    }
    return next.accept4 != NULL ? next.accept4(fd, address, length, flags)
                                : (int)answer(SC4(SYS_accept4, fd, address, length, flags));
}

EXPORT int shutdown(int fd, int how) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        return (int)answer(-EOPNOTSUPP);
    }
    return next.shutdown != NULL ? next.shutdown(fd, how) : (int)answer(SC2(SYS_shutdown, fd, how));
}
