/* socket(), and the calls a CAN_RAW socket refuses. */
#include "bus.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

struct refused {
    int type;
    int protocol;
    int error;
    const char *sentence;
};

static const struct refused refusals[] = {
    {SOCK_DGRAM, CAN_RAW, EPROTOTYPE, "CAN_RAW with SOCK_DGRAM is EPROTOTYPE"},
    {SOCK_STREAM, CAN_RAW, EPROTOTYPE, "CAN_RAW with SOCK_STREAM is EPROTOTYPE"},
    {SOCK_RAW, 0, EPROTONOSUPPORT, "protocol 0 is EPROTONOSUPPORT"},
    {SOCK_RAW, -1, EINVAL, "a negative protocol is EINVAL"},
    {SOCK_RAW, CAN_NPROTO, EINVAL, "a protocol past the last is EINVAL"},
    {SOCK_RAW | 0x100000, CAN_RAW, EINVAL, "an unknown type flag is EINVAL"},
    {15, CAN_RAW, EINVAL, "an unknown type is EINVAL"},
};

static void check_refusals(void) {
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        int fd = socket(AF_CAN, refusals[i].type, refusals[i].protocol);
        check(fd == -1 && errno == refusals[i].error, "socket: %s", refusals[i].sentence);
        if (fd >= 0) {
            close(fd);
        }
    }
}

static void check_flags(void) {
    int plain = open_raw();
    check((fcntl(plain, F_GETFL) & O_NONBLOCK) == 0, "socket: without SOCK_NONBLOCK it blocks");
    check((fcntl(plain, F_GETFD) & FD_CLOEXEC) == 0, "socket: without SOCK_CLOEXEC it lives through exec");
    check((fcntl(plain, F_GETFL) & O_ACCMODE) == O_RDWR, "socket: it is open for reading and writing");
    int flagged = socket(AF_CAN, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, CAN_RAW);
    check((fcntl(flagged, F_GETFL) & O_NONBLOCK) != 0, "socket: with SOCK_NONBLOCK it does not block");
    check((fcntl(flagged, F_GETFD) & FD_CLOEXEC) != 0, "socket: with SOCK_CLOEXEC it is close-on-exec");
    close(plain);
    close(flagged);
}

static void check_identity(void) {
    int fd = open_raw();
    check(get_number(fd, SOL_SOCKET, SO_TYPE) == SOCK_RAW, "socket: SO_TYPE is SOCK_RAW");
    check(get_number(fd, SOL_SOCKET, SO_DOMAIN) == AF_CAN, "socket: SO_DOMAIN is AF_CAN");
    check(get_number(fd, SOL_SOCKET, SO_PROTOCOL) == 0, "socket: SO_PROTOCOL is 0, can_create() sets none");
    check(get_number(fd, SOL_SOCKET, SO_ACCEPTCONN) == 0, "socket: SO_ACCEPTCONN is 0");
    check(get_number(fd, SOL_SOCKET, SO_ERROR) == 0, "socket: SO_ERROR is 0 at first");
    close(fd);
}

static void check_useless_calls(void) {
    int fd = open_bound(bench.first);
    struct sockaddr_can address = address_of(bench.first);
    struct sockaddr_storage got;
    socklen_t size = sizeof got;
    check(connect(fd, (struct sockaddr *)&address, sizeof address) == -1 && errno == EOPNOTSUPP,
          "connect is EOPNOTSUPP");
    check(listen(fd, 1) == -1 && errno == EOPNOTSUPP, "listen is EOPNOTSUPP");
    check(accept(fd, NULL, NULL) == -1 && errno == EOPNOTSUPP, "accept is EOPNOTSUPP");
    check(accept4(fd, NULL, NULL, SOCK_CLOEXEC) == -1 && errno == EOPNOTSUPP, "accept4 is EOPNOTSUPP");
    check(shutdown(fd, SHUT_RDWR) == -1 && errno == EOPNOTSUPP, "shutdown is EOPNOTSUPP");
    check(getpeername(fd, (struct sockaddr *)&got, &size) == -1 && errno == EOPNOTSUPP,
          "getpeername is EOPNOTSUPP");
    check(put(fd, 0x123, 1), "after all these the socket still sends");
    close(fd);
}

/* In a fresh process: its first socket, with so many descriptors left. */
int create_with_few(const char *left) {
    for (int fd = 3; fd < 100; fd++) {
        close(fd);
    }
    struct rlimit limit = {3 + (rlim_t)atoi(left), 100};
    setrlimit(RLIMIT_NOFILE, &limit);
    int fd = socket(AF_CAN, SOCK_RAW, CAN_RAW);
    return fd >= 0 ? 0 : errno;
}

static int outcome_with_few(int left) {
    char number[16];
    int status = -1;
    snprintf(number, sizeof number, "%d", left);
    pid_t child = fork();
    if (child == 0) {
        execl("/proc/self/exe", "rawtest", "--few", number, (char *)NULL);
    }
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void check_few(void) {
    check(outcome_with_few(0) == EMFILE, "socket: without a descriptor left it is EMFILE");
    for (int left = 1; left < 6; left++) {
        int error = outcome_with_few(left);
        check(error == 0 || error == EMFILE, "socket: with %d left it works or is EMFILE, never another error", left);
    }
    check(outcome_with_few(6) == 0, "socket: with 6 left it works");
}

void check_creation(void) {
    check_refusals();
    check_flags();
    check_identity();
    check_useless_calls();
    if (is_emulated()) {
        skip("socket: with few descriptors left", "emulated");
    } else {
        check_few();
    }
}
