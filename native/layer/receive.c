/*
 * read, readv, recv, recvfrom and recvmsg: one record from the gateway, dressed by deliver.c.
 *
 * A record is received into memory of our own and copied out: what lies behind the frame in the
 * program's buffer stays untouched, as the kernel leaves it. The wait itself is the next recvmsg(), so
 * that it remains a cancellation point; poll, O_NONBLOCK, SO_RCVTIMEO and MSG_PEEK are the kernel's.
 */
#include "deliver.h"
#include "message.h"
#include "next.h"
#include "pending.h"
#include "reattach.h"
#include "receive.h"
#include "session.h"

#include <fcntl.h>

/* Flags raw_recvmsg() heeds; it knows neither MSG_TRUNC in a call nor MSG_WAITALL nor MSG_OOB. */
#define HEEDED (MSG_DONTWAIT | MSG_PEEK)

long pull_message(int fd, struct msghdr *message, int flags) {
    if (next.recvmsg == NULL) {
        return SC3(SYS_recvmsg, fd, message, flags);
    }
    int before = errno;
    long result = next.recvmsg(fd, message, flags);
    if (result < 0) {
        result = -errno;
        errno = before;
    }
    return result;
}

bool may_wait(int fd, int flags) {
    return (flags & MSG_DONTWAIT) == 0 && (SC2(SYS_fcntl, fd, F_GETFL) & O_NONBLOCK) == 0;
}

static long take_record(int fd, unsigned char *record, int flags) {
    struct iovec part = {record, RECORD_MAX};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    long received = pull_message(fd, &message, flags & HEEDED);
    while (received == 0 && recover(fd, may_wait(fd, flags)) == 0) {
        received = pull_message(fd, &message, flags & HEEDED);
    }
    return received == -ECONNRESET ? -ENETDOWN : received;
}

static long take(int fd, uint32_t state, unsigned char *record, int flags, struct bl_trailer *trailer) {
    if ((flags & MSG_ERRQUEUE) != 0) {
        return -EAGAIN; /* nothing is ever queued there: transmit stamps are not offered */
    }
    int error = take_pending(fd, state);
    while (error == 0) {
        long received = take_record(fd, record, flags);
        long length = received < 0 ? received : frame_in(record, received, trailer);
        if (length > 0) {
            memo_stamp(fd, trailer);
        }
        if (length != 0) {
            return length;
        }
        if ((flags & MSG_PEEK) != 0) {
            SC6(SYS_recvfrom, fd, record, RECORD_MAX, MSG_DONTWAIT, 0, 0); /* sock_error() takes it even so */
        }
        error = error_of_event(fd, trailer);
    }
    return -error;
}

long can_recvmsg(int fd, uint32_t state, struct msghdr *message, int flags) {
    if (is_session(state)) {
        return session_recvmsg(fd, state, message, flags);
    }
    if (part_count(message) > IOV_LIMIT) {
        return -EMSGSIZE;
    }
    unsigned char record[RECORD_MAX];
    struct bl_trailer trailer;
    long length = take(fd, state, record, flags, &trailer);
    return length < 0 ? length : deliver(message, record, (size_t)length, &trailer, flags);
}

/* move_addr_to_user() (net/socket.c) looks at the length only when the frame has been taken. */
static long can_recv(
    int fd, uint32_t state, void *buffer, size_t size, int flags, struct sockaddr *name,
    socklen_t *name_length) {
    bool named = name != NULL && name_length != NULL && (int)*name_length >= 0;
    struct iovec part = {buffer, size};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_name = named ? name : NULL};
    message.msg_namelen = named ? *name_length : 0;
    long length = can_recvmsg(fd, state, &message, flags);
    if (length < 0 || name == NULL) {
        return length;
    }
    if (!named) {
        return name_length == NULL ? -EFAULT : -EINVAL;
    }
    *name_length = message.msg_namelen;
    return length;
}

/* sock_read_iter() answers a read of nothing itself; recv() of nothing takes a frame. */
static long can_readv(int fd, uint32_t state, const struct iovec *parts, int count) {
    if (count < 0 || count > IOV_LIMIT) {
        return -EINVAL;
    }
    if (total_size(parts, (size_t)count) == 0) {
        return 0;
    }
    struct msghdr message = {.msg_iov = (struct iovec *)parts};
    message.msg_iovlen = (__typeof__(message.msg_iovlen))count;
    return can_recvmsg(fd, state, &message, 0);
}

EXPORT ssize_t read(int fd, void *buffer, size_t size) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        return answer(size == 0 ? 0 : can_recv(fd, state, buffer, size, 0, NULL, NULL));
    }
    return next.read != NULL ? next.read(fd, buffer, size) : answer(SC3(SYS_read, fd, buffer, size));
}

EXPORT ssize_t readv(int fd, const struct iovec *parts, int count) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        return answer(can_readv(fd, state, parts, count));
    }
    return next.readv != NULL ? next.readv(fd, parts, count) : answer(SC3(SYS_readv, fd, parts, count));
}

EXPORT ssize_t recv(int fd, void *buffer, size_t size, int flags) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        return answer(can_recv(fd, state, buffer, size, flags, NULL, NULL));
    }
    return next.recv != NULL ? next.recv(fd, buffer, size, flags)
                             : answer(SC6(SYS_recvfrom, fd, buffer, size, flags, 0, 0));
}

EXPORT ssize_t recvfrom(
    int fd, void *restrict buffer, size_t size, int flags, struct sockaddr *restrict name,
    socklen_t *restrict name_length) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        return answer(can_recv(fd, state, buffer, size, flags, name, name_length));
    }
    return next.recvfrom != NULL ? next.recvfrom(fd, buffer, size, flags, name, name_length)
                                 : answer(SC6(SYS_recvfrom, fd, buffer, size, flags, name, name_length));
}

/* A message can bring a bus socket from another process, into one that never had any. */
void watch_for_passed(const struct msghdr *message) {
    if (message->msg_control == NULL || control_size(message) < sizeof(struct cmsghdr)) {
        return;
    }
    const struct cmsghdr *first = message->msg_control;
    for (size_t at = 0, end = control_size(message); at + sizeof *first <= end;) {
        const struct cmsghdr *one = (const void *)((const unsigned char *)message->msg_control + at);
        if (one->cmsg_level == SOL_SOCKET && one->cmsg_type == SCM_RIGHTS) {
            expect_ours();
        }
        if (one->cmsg_len < sizeof *one) {
            return;
        }
        at += CMSG_ALIGN((uint32_t)one->cmsg_len);
    }
}

EXPORT ssize_t recvmsg(int fd, struct msghdr *message, int flags) {
    uint32_t state;
    if (is_ours(fd, &state)) {
        return answer(can_recvmsg(fd, state, message, flags));
    }
    ssize_t result = next.recvmsg != NULL ? next.recvmsg(fd, message, flags)
                                          : answer(SC3(SYS_recvmsg, fd, message, flags));
    if (result >= 0) {
        watch_for_passed(message);
    }
    return result;
}
