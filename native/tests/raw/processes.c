/* dup, fork, exec, and descriptors sent to another process: a socket stays what it is. */
#include "bus.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define QUESTION 0x651
#define REPLY 0x652

static int partner;

/* Reads the question, checks the socket is the one that was set up, and replies on it. */
static int answer(int fd) {
    struct sockaddr_can address = {0};
    socklen_t size = sizeof address;
    struct can_frame frame;
    if (getsockname(fd, (struct sockaddr *)&address, &size) != 0 || address.can_ifindex == 0) {
        return 11;
    }
    if (get_number(fd, SOL_CAN_RAW, CAN_RAW_FD_FRAMES) != 1) {
        return 12;
    }
    if (read(fd, &frame, sizeof frame) != sizeof frame || frame.can_id != QUESTION) {
        return 13;
    }
    if (!put_fd(fd, REPLY, 20)) {
        return 14;
    }
    return 0;
}

int answer_on_inherited(const char *descriptor) {
    return answer(atoi(descriptor));
}

static bool replied(pid_t child) {
    int status = -1;
    put(partner, QUESTION, 1);
    struct taken reply = take_whole(partner);
    waitpid(child, &status, 0);
    if (status != 0) {
        printf("# the child's status: %d\n", status);
    }
    return status == 0 && reply.frame.can_id == REPLY && reply.size == CANFD_MTU;
}

static void check_dup(void) {
    int fd = open_fd(bench.first);
    int twin = dup(fd);
    int high = fcntl(fd, F_DUPFD_CLOEXEC, 100);
    put(partner, 0x661, 1);
    put(partner, 0x662, 1);
    put(partner, 0x663, 1);
    check(take(fd) == 0x661 && take(twin) == 0x662 && take(high) == 0x663, "dup: copies share one queue");
    close(fd);
    check(put(twin, 0x664, 1) && take(partner) == 0x664, "dup: a copy works when the first is closed");
    check(dup2(twin, high) == high && put(high, 0x665, 1) && take(partner) == 0x665, "dup2: over an open one");
    set_number(twin, SOL_CAN_RAW, CAN_RAW_FD_FRAMES, 0);
    check(!put_fd(high, 0x666, 1), "dup: an option set on one copy holds for the other");
    close(twin);
    close(high);
    int again = open_raw();
    check(!put(again, 0x667, 1), "a new socket under an old number knows nothing of the old one");
    close(again);
}

static void check_plain_number(void) {
    int fd = open_bound(bench.first);
    int ends[2];
    char byte = 0;
    close(fd);
    if (pipe(ends) != 0) {
        return;
    }
    check(write(ends[1], "x", 1) == 1 && read(ends[0], &byte, 1) == 1 && byte == 'x',
          "a pipe under a socket's old number is a pipe");
    close(ends[0]);
    close(ends[1]);
}

static void check_fork(void) {
    int fd = open_fd(bench.first);
    pid_t child = fork();
    if (child == 0) {
        _exit(answer(fd));
    }
    close(fd);
    check(replied(child), "fork: the child reads, writes and asks on the socket");
}

static void check_exec(void) {
    int fd = open_fd(bench.first);
    char number[16];
    snprintf(number, sizeof number, "%d", fd);
    pid_t child = fork();
    if (child == 0) {
        execl("/proc/self/exe", "rawtest", "--inherited", number, (char *)NULL);
        _exit(10);
    }
    close(fd);
    check(replied(child), "exec: a new program reads, writes and asks on the inherited socket");
}

static bool pass(int over, int fd) {
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control = {0};
    struct iovec part = {"x", 1};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    struct cmsghdr *one = CMSG_FIRSTHDR(&message);
    one->cmsg_level = SOL_SOCKET;
    one->cmsg_type = SCM_RIGHTS;
    one->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(one), &fd, sizeof fd);
    return sendmsg(over, &message, 0) == 1;
}

static int passed(int over) {
    char byte;
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec part = {&byte, 1};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    struct cmsghdr *one;
    int fd = -1;
    if (recvmsg(over, &message, 0) == 1 && (one = CMSG_FIRSTHDR(&message)) != NULL) {
        memcpy(&fd, CMSG_DATA(one), sizeof fd);
    }
    return fd;
}

static void check_passing(void) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) {
        return;
    }
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        int fd = passed(ends[1]);
        _exit(fd < 0 ? 15 : answer(fd));
    }
    close(ends[1]);
    int fd = open_fd(bench.first);
    bool sent = pass(ends[0], fd);
    close(fd);
    check(sent && replied(child), "SCM_RIGHTS: another process reads, writes and asks on the socket");
    close(ends[0]);
}

static void check_close(void) {
    int fd = open_bound(bench.first);
    struct can_frame frame;
    check(close(fd) == 0 && read(fd, &frame, sizeof frame) == -1, "close: the descriptor is gone");
    for (int i = 0; i < 300; i++) {
        close(open_bound(bench.first));
    }
    int last = open_bound(bench.first);
    check(last == fd, "close: nothing of 300 sockets stays open");
    close(last);
}

void check_processes(void) {
    partner = open_fd(bench.first);
    check_dup();
    check_plain_number();
    check_fork();
    if (is_emulated()) {
        skip("exec: a new program reads, writes and asks on the inherited socket", "emulated");
    } else {
        check_exec();
    }
    check_passing();
    check_close();
    close(partner);
}
