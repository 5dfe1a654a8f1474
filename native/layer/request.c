/*
 * Questions to the gateway. Each carries one end of a fresh socket pair, and the answer is awaited
 * on the other end, never in the stream of frames: what other threads or processes read from the same
 * bus socket is not disturbed.
 *
 * Signals are not blocked meanwhile: a program stuck with a gateway that hangs must still end by
 * Ctrl-C. A handler may run and use bus sockets itself; the interrupted wait is taken up again, as
 * setsockopt() and bind() never fail with EINTR. (A handler that leaves by siglongjmp leaks the pair.)
 *
 * When the reply end is closed unanswered, the gateway died holding the question. Under a keeper the
 * bus socket itself lives on, and every request may safely be asked twice, so it is; without one the
 * bus socket has hung up and the answer is ENETDOWN.
 */
#include "clock.h"
#include "layer.h"
#include "reattach.h"
#include "turn.h"

#include <poll.h>
#include <sys/uio.h>

#define TRIES 5
#define MOMENT_NS 10000000

static long wait_for(int fd, short events, uint64_t until) {
    struct pollfd seen = {.fd = fd, .events = events};
    long result;
    do {
        struct timespec left = left_until(until);
        result = SC5(SYS_ppoll, &seen, 1, until == 0 ? NULL : &left, 0, 0);
    } while (result == -EINTR);
    return result == 0 ? -ETIMEDOUT : result;
}

bool has_hung_up(int fd) {
    struct pollfd seen = {.fd = fd};
    struct timespec at_once = {0, 0};
    return SC5(SYS_ppoll, &seen, 1, &at_once, 0, 0) > 0 && (seen.revents & (POLLHUP | POLLERR)) != 0;
}

/* Not interrupted, and waiting for room even where the program asked for O_NONBLOCK or a time limit. */
static long send_question(int fd, const struct question *question, int reply_end) {
    struct bl_request head = {
        .tag = BL_TAG_REQUEST,
        .op = question->op,
        .level = question->level,
        .name = question->name,
        .length = (uint32_t)question->length,
    };
    size_t count = question->parts == NULL ? 1 : question->count;
    struct iovec parts[1 + count];
    parts[0] = (struct iovec){&head, sizeof head};
    parts[1] = (struct iovec){(void *)question->value, question->length};
    if (question->parts != NULL) {
        __builtin_memcpy(parts + 1, question->parts, count * sizeof *parts);
    }
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control = {0};
    struct msghdr message = {
        .msg_iov = parts,
        .msg_control = &control,
        .msg_controllen = sizeof control,
    };
    message.msg_iovlen = (__typeof__(message.msg_iovlen))(1 + count);
    struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int));
    *(int *)CMSG_DATA(rights) = reply_end;
    for (;;) {
        long result = SC3(SYS_sendmsg, fd, &message, MSG_NOSIGNAL);
        if (result == -ETOOMANYREFS) { /* too_many_unix_fds(): all this user has under way, none of it lost */
            if (question->until != 0 && now_ns() >= question->until) {
                return -ETIMEDOUT;
            }
            pause_ns(MOMENT_NS);
            continue;
        }
        if (result == -EAGAIN) {
            result = wait_for(fd, POLLOUT, question->until);
            if (result >= 0) {
                continue;
            }
        }
        if (result != -EINTR) {
            return result < 0 ? result : 0;
        }
    }
}

/* 1: answered; 0: closed without an answer; below 0: -errno. */
static long take_reply(int end, struct question *question) {
    struct iovec parts[2] = {{&question->reply, sizeof question->reply}, {question->into, question->room}};
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct msghdr message = {
        .msg_iov = parts,
        .msg_iovlen = 2,
        .msg_control = &control,
        .msg_controllen = sizeof control,
    };
    long result = question->until == 0 ? 1 : wait_for(end, POLLIN, question->until);
    if (result < 0) {
        return result;
    }
    do {
        result = SC3(SYS_recvmsg, end, &message, MSG_CMSG_CLOEXEC);
    } while (result == -EINTR);
    if (result < (long)sizeof question->reply) {
        return result == -ECONNRESET || result >= 0 ? 0 : result;
    }
    struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
    if (rights != NULL && rights->cmsg_level == SOL_SOCKET && rights->cmsg_type == SCM_RIGHTS) {
        question->carried = *(int *)CMSG_DATA(rights);
    }
    question->cut = (message.msg_flags & MSG_CTRUNC) != 0;
    return 1;
}

static long ask_once(int fd, struct question *question) {
    int ends[2];
    long result = SC4(SYS_socketpair, AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends);
    if (result < 0) {
        return result;
    }
    result = send_question(fd, question, ends[1]);
    SC1(SYS_close, ends[1]);
    if (result == 0) {
        result = take_reply(ends[0], question);
    }
    SC1(SYS_close, ends[0]);
    return result;
}

static long ask_often(int fd, struct question *question) {
    long result = 0;
    for (int i = 0; i < TRIES && result == 0; i++) {
        result = ask_once(fd, question);
        if (result == 0 && (question->once || has_hung_up(fd))) {
            break;
        }
    }
    return result;
}

/* 0 or -errno: the gateway's own, or ENETDOWN. With 0 the state word is up to date. */
int ask(int fd, struct question *question) {
    question->carried = -1;
    bool changes = question->op == BL_OP_BIND || question->op == BL_OP_SETOPT || question->op == BL_OP_CONNECT
        || question->op == BL_OP_PROTOCOL;
    bool in_turn = changes && take_turn();
    long result = ask_often(fd, question);
    if (result > 0 && changes) {
        uint32_t before = 0;
        is_ours(fd, &before);
        keep_state(fd, question->reply.state | (before & BL_STATE_PENDING));
    }
    if (in_turn) {
        end_turn();
    }
    if (result <= 0) {
        bool gone = result == 0 || result == -EPIPE || result == -ECONNRESET || result == -ENOTCONN;
        return gone ? -ENETDOWN : (int)result;
    }
    return -question->reply.error;
}

int ask_or_recover(int fd, struct question *question) {
    int error = ask(fd, question);
    if (error == -ENETDOWN && has_hung_up(fd) && recover(fd, false) == 0) {
        error = ask(fd, question);
    }
    return error;
}
