/*
 * Sockets of protocols above frames: CAN_BCM (net/can/bcm.c), CAN_ISOTP (net/can/isotp.c). What they write
 * is a question to the gateway, whose answer is the errno of the write; what they read is received straight
 * into the program's buffers, behind the trailer. All they know is in the gateway: one that is gone without
 * a keeper takes it along, and the socket stays at its end, ENETDOWN.
 */
#include "session.h"

#include "deliver.h"
#include "message.h"
#include "pending.h"
#include "reattach.h"
#include "receive.h"

#include <linux/can.h>

#define HEEDED (MSG_DONTWAIT | MSG_PEEK)
#define ISOTP_ADDRESS_SIZE 16
#define ADDRESS_MAX 128 /* struct sockaddr_storage */

long session_begin(int fd, int protocol) {
    uint32_t number = (uint32_t)protocol;
    struct question question = {.op = BL_OP_PROTOCOL, .value = &number, .length = sizeof number};
    return ask(fd, &question);
}

static int address_flags(const struct msghdr *message, int *index) {
    const struct sockaddr_can *can = message->msg_name;
    if (can == NULL || message->msg_namelen == 0) {
        return 0;
    }
    if (message->msg_namelen < CAN_ADDRESS_SIZE || can->can_family != AF_CAN) {
        return BL_SEND_ADDRESSED | BL_SEND_BAD_ADDRESS;
    }
    *index = can->can_ifindex;
    return BL_SEND_ADDRESSED;
}

static bool is_isotp(uint32_t state) {
    return (state & BL_STATE_ISOTP) != 0;
}

/*
 * isotp_sendmsg() meets the socket's pending error in sock_alloc_send_skb(). One that the gateway took and did not
 * answer, as it was killed, is not sent again: nothing may go out twice.
 */
long session_sendmsg(int fd, uint32_t state, const struct msghdr *message, int flags) {
    size_t count = part_count(message);
    if (count > IOV_LIMIT) {
        return -EMSGSIZE;
    }
    size_t size = total_size(message->msg_iov, count);
    if (size > BL_SEND_MAX || (int)message->msg_namelen < 0) {
        return -EINVAL;
    }
    int pending = is_isotp(state) ? take_pending_or_event(fd, state) : 0;
    if (pending != 0) {
        return -pending;
    }
    struct question question = {.op = BL_OP_SEND, .parts = message->msg_iov, .count = count, .length = size};
    question.once = true;
    question.name = address_flags(message, &question.level) | (may_wait(fd, flags) ? 0 : BL_SEND_NONBLOCK);
    int error = ask(fd, &question);
    return error != 0 ? error : question.reply.needed != 0 ? (long)question.reply.needed : (long)size;
}

/* The trailer, then as much of the record as fits; 0: an event. */
static long take(int fd, const struct msghdr *to, struct bl_trailer *trailer, int flags, bool *is_cut) {
    size_t count = part_count(to);
    struct iovec parts[count + 1];
    parts[0] = (struct iovec){trailer, sizeof *trailer};
    __builtin_memcpy(parts + 1, to->msg_iov, count * sizeof *parts);
    struct msghdr message = {.msg_iov = parts};
    message.msg_iovlen = (__typeof__(message.msg_iovlen))(count + 1);
    long received = pull_message(fd, &message, flags & (HEEDED | MSG_TRUNC));
    if (received < 0) {
        return received == -ECONNRESET ? -ENETDOWN : received;
    }
    if (received == 0) { /* nothing can be found again here, but who may wait is made to, for a moment */
        recover(fd, may_wait(fd, flags));
        return -ENETDOWN;
    }
    *is_cut = (message.msg_flags & MSG_TRUNC) != 0;
    return received < (long)sizeof *trailer ? -EPROTO : received;
}

/* What isotp_recvmsg() says before it looks at its queue. */
static int refuse(uint32_t state, int flags) {
    if (!is_isotp(state)) {
        return (flags & MSG_ERRQUEUE) != 0 ? EAGAIN : 0;
    }
    if ((flags & ~(MSG_DONTWAIT | MSG_TRUNC | MSG_PEEK | MSG_CMSG_CLOEXEC)) != 0) {
        return EINVAL;
    }
    return (state & BL_STATE_BOUND) == 0 ? EADDRNOTAVAIL : 0;
}

/* Addresses of 16 bytes, ISOTP_MIN_NAMELEN, with an interface and no ids. */
static void name_sender(struct msghdr *message, socklen_t room, const struct bl_trailer *trailer) {
    unsigned char name[ISOTP_ADDRESS_SIZE] = {0};
    socklen_t size = sizeof name;
    deliver_name(name, &size, trailer);
    __builtin_memcpy(message->msg_name, name, room < sizeof name ? room : sizeof name);
    message->msg_namelen = sizeof name;
}

/*
 * bcm_recvmsg() says nothing of a record that was cut. isotp_recvmsg() does, and returns the whole length with
 * MSG_TRUNC among the flags.
 */
long session_recvmsg(int fd, uint32_t state, struct msghdr *message, int flags) {
    int error = refuse(state, flags);
    if (error != 0) {
        return -error;
    }
    if (part_count(message) >= IOV_LIMIT) {
        return -EMSGSIZE;
    }
    bool whole = is_isotp(state) && (flags & MSG_TRUNC) != 0;
    error = take_pending(fd, state);
    while (error == 0) {
        struct bl_trailer trailer;
        bool is_cut = false;
        long received = take(fd, message, &trailer, whole ? flags : flags & ~MSG_TRUNC, &is_cut);
        if (received < 0) {
            return received;
        }
        if ((trailer.flags & BL_EVENT) == 0) {
            socklen_t room = message->msg_namelen;
            memo_stamp(fd, &trailer);
            dress(message, is_cut && is_isotp(state), &trailer, flags);
            if (message->msg_name != NULL && is_isotp(state)) {
                name_sender(message, room, &trailer);
            }
            return received - (long)sizeof trailer;
        }
        if ((flags & MSG_PEEK) != 0) {
            SC6(SYS_recvfrom, fd, &trailer, sizeof trailer, MSG_DONTWAIT, 0, 0);
        }
        error = error_of_event(fd, &trailer);
    }
    return -error;
}

long session_address(int fd, enum bl_op op, const struct sockaddr *address, socklen_t length) {
    if (length > ADDRESS_MAX) {
        return -EINVAL;
    }
    if (address == NULL && length > 0) {
        return -EFAULT;
    }
    struct question question = {.op = op, .value = address, .length = length};
    return ask(fd, &question);
}

long session_name(int fd, bool peer, struct sockaddr *address, socklen_t *length) {
    if (length == NULL || address == NULL) {
        return -EFAULT;
    }
    if ((int)*length < 0) {
        return -EINVAL;
    }
    unsigned char name[ADDRESS_MAX];
    struct question question = {.op = BL_OP_NAME, .name = peer, .into = name, .room = sizeof name};
    int error = ask(fd, &question);
    if (error != 0) {
        return error;
    }
    socklen_t size = question.reply.length < sizeof name ? question.reply.length : sizeof name;
    __builtin_memcpy(address, name, *length < size ? *length : size);
    *length = size;
    return 0;
}
