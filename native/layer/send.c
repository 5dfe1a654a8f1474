/*
 * write, writev, send, sendto and sendmsg: checked and composed by compose.c, sent as one record by the
 * next sendmsg(), which is a cancellation point. Waiting for room, O_NONBLOCK and SO_SNDTIMEO are the
 * kernel's. A gateway that is gone is ENETDOWN, never SIGPIPE: no CAN socket raises it.
 */
#include "compose.h"
#include "message.h"
#include "next.h"
#include "reattach.h"
#include "send.h"
#include "session.h"

#include <linux/can.h>

long send_error(long error) {
    return error == -EPIPE || error == -ECONNRESET || error == -ENOTCONN ? -ENETDOWN : error;
}

static long push(int fd, const struct msghdr *message, int flags) {
    if (next.sendmsg == NULL) {
        return SC3(SYS_sendmsg, fd, message, flags);
    }
    int before = errno;
    long result = next.sendmsg(fd, message, flags);
    if (result < 0) {
        result = -errno;
        errno = before;
    }
    return result;
}

long can_sendmsg(int fd, uint32_t state, const struct msghdr *message, int flags) {
    if (is_session(state)) {
        return session_sendmsg(fd, state, message, flags);
    }
    unsigned char record[SEND_RECORD_MAX];
    struct composed composed = {.record = record, .room = sizeof record};
    int error = compose(fd, state, message, &composed);
    if (error != 0) {
        return error;
    }
    struct iovec part = {record, composed.length};
    struct msghdr sent = {.msg_iov = &part, .msg_iovlen = 1};
    int heeded = (flags & MSG_DONTWAIT) | MSG_NOSIGNAL;
    long result = send_error(push(fd, &sent, heeded));
    if (result == -ENETDOWN && recover(fd, false) == 0) {
        result = send_error(push(fd, &sent, heeded));
    }
    return result < 0 ? result : (long)composed.size;
}

/* sendto() with a name of length 0 still has a name (__sys_sendto()), one too short. */
static long can_send(
    int fd, uint32_t state, const void *buffer, size_t size, int flags, const struct sockaddr *name,
    socklen_t name_length) {
    if (name != NULL && (name_length == 0 || name_length > sizeof(struct sockaddr_storage))) {
        return -EINVAL;
    }
    struct iovec part = {(void *)buffer, size};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_name = (void *)name};
    message.msg_namelen = name_length;
    return can_sendmsg(fd, state, &message, flags);
}

/* vfs_writev() answers a write of nothing itself; write() of nothing reaches raw_sendmsg(): EINVAL. */
static long can_writev(int fd, uint32_t state, const struct iovec *parts, int count) {
    if (count < 0 || count > IOV_LIMIT) {
        return -EINVAL;
    }
    if (total_size(parts, (size_t)count) == 0) {
        return 0;
    }
    struct msghdr message = {.msg_iov = (struct iovec *)parts};
    message.msg_iovlen = (__typeof__(message.msg_iovlen))count;
    return can_sendmsg(fd, state, &message, 0);
}

EXPORT ssize_t write(int fd, const void *buffer, size_t size) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        return answer(can_send(fd, state, buffer, size, 0, NULL, 0));
    }
    return next.write != NULL ? next.write(fd, buffer, size) : answer(SC3(SYS_write, fd, buffer, size));
}

EXPORT ssize_t writev(int fd, const struct iovec *parts, int count) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        return answer(can_writev(fd, state, parts, count));
    }
    return next.writev != NULL ? next.writev(fd, parts, count) : answer(SC3(SYS_writev, fd, parts, count));
}

EXPORT ssize_t send(int fd, const void *buffer, size_t size, int flags) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        return answer(can_send(fd, state, buffer, size, flags, NULL, 0));
    }
    return next.send != NULL ? next.send(fd, buffer, size, flags)
                             : answer(SC6(SYS_sendto, fd, buffer, size, flags, 0, 0));
}

EXPORT ssize_t sendto(
    int fd, const void *buffer, size_t size, int flags, const struct sockaddr *name, socklen_t name_length) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        return answer(can_send(fd, state, buffer, size, flags, name, name_length));
    }
    return next.sendto != NULL ? next.sendto(fd, buffer, size, flags, name, name_length)
                               : answer(SC6(SYS_sendto, fd, buffer, size, flags, name, name_length));
}

EXPORT ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        return answer(can_sendmsg(fd, state, message, flags));
    }
    return next.sendmsg != NULL ? next.sendmsg(fd, message, flags)
                                : answer(SC3(SYS_sendmsg, fd, message, flags));
}
