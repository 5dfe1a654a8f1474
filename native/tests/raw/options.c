/* setsockopt() and getsockopt() of a CAN_RAW socket. */
#include "bus.h"

#include <errno.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

static bool set_fails(int fd, int level, int option, const void *value, socklen_t size, int error) {
    return setsockopt(fd, level, option, value, size) == -1 && errno == error;
}

static void check_defaults(int fd) {
    check(get_number(fd, SOL_CAN_RAW, CAN_RAW_LOOPBACK) == 1, "CAN_RAW_LOOPBACK is on at first");
    check(get_number(fd, SOL_CAN_RAW, CAN_RAW_RECV_OWN_MSGS) == 0, "CAN_RAW_RECV_OWN_MSGS is off at first");
    check(get_number(fd, SOL_CAN_RAW, CAN_RAW_FD_FRAMES) == 0, "CAN_RAW_FD_FRAMES is off at first");
    check(get_number(fd, SOL_CAN_RAW, CAN_RAW_JOIN_FILTERS) == 0, "CAN_RAW_JOIN_FILTERS is off at first");
    check(get_number(fd, SOL_CAN_RAW, CAN_RAW_ERR_FILTER) == 0, "CAN_RAW_ERR_FILTER is 0 at first");
    check(get_number(fd, SOL_SOCKET, SO_TIMESTAMP) == 0, "SO_TIMESTAMP is off at first");
    check(get_number(fd, SOL_SOCKET, SO_RXQ_OVFL) == 0, "SO_RXQ_OVFL is off at first");
}

static void check_round_trips(int fd) {
    static const struct {
        int level;
        int option;
        const char *name;
    } numbers[] = {
        {SOL_CAN_RAW, CAN_RAW_LOOPBACK, "CAN_RAW_LOOPBACK"},
        {SOL_CAN_RAW, CAN_RAW_RECV_OWN_MSGS, "CAN_RAW_RECV_OWN_MSGS"},
        {SOL_CAN_RAW, CAN_RAW_FD_FRAMES, "CAN_RAW_FD_FRAMES"},
        {SOL_CAN_RAW, CAN_RAW_JOIN_FILTERS, "CAN_RAW_JOIN_FILTERS"},
        {SOL_SOCKET, SO_TIMESTAMP, "SO_TIMESTAMP"},
        {SOL_SOCKET, SO_TIMESTAMPNS, "SO_TIMESTAMPNS"},
        {SOL_SOCKET, SO_RXQ_OVFL, "SO_RXQ_OVFL"},
        {SOL_SOCKET, SO_KEEPALIVE, "SO_KEEPALIVE"},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        bool on = set_number(fd, numbers[i].level, numbers[i].option, 1)
            && get_number(fd, numbers[i].level, numbers[i].option) == 1;
        bool off = set_number(fd, numbers[i].level, numbers[i].option, 0)
            && get_number(fd, numbers[i].level, numbers[i].option) == 0;
        check(on && off, "%s is kept as it was set", numbers[i].name);
    }
    check(set_number(fd, SOL_CAN_RAW, CAN_RAW_ERR_FILTER, -1)
              && get_number(fd, SOL_CAN_RAW, CAN_RAW_ERR_FILTER) == (int)CAN_ERR_MASK,
          "CAN_RAW_ERR_FILTER keeps its 29 bits");
    set_number(fd, SOL_CAN_RAW, CAN_RAW_ERR_FILTER, 0);
}

static void check_filter_lists(int fd) {
    struct can_filter got[4] = {{1, 1}};
    socklen_t size = sizeof got;
    check(getsockopt(fd, SOL_CAN_RAW, CAN_RAW_FILTER, got, &size) == 0 && size == 8 && got[0].can_id == 0
              && got[0].can_mask == 0,
          "CAN_RAW_FILTER is one that takes everything at first");
    struct can_filter three[] = {{1, 2}, {3, 4}, {5, 6}};
    set_filters(fd, three, 3);
    size = sizeof got;
    check(getsockopt(fd, SOL_CAN_RAW, CAN_RAW_FILTER, got, &size) == 0 && size == sizeof three
              && memcmp(got, three, sizeof three) == 0,
          "CAN_RAW_FILTER gives the list as it was set");
    size = 8;
    check(getsockopt(fd, SOL_CAN_RAW, CAN_RAW_FILTER, got, &size) == -1 && errno == ERANGE && size == sizeof three,
          "CAN_RAW_FILTER into too small a buffer is ERANGE, and the length is what it takes");
    set_filters(fd, NULL, 0);
    size = sizeof got;
    check(getsockopt(fd, SOL_CAN_RAW, CAN_RAW_FILTER, got, &size) == 0 && size == 0, "an empty list has length 0");
}

static void check_refusals(int fd) {
    int one = 1;
    check(set_fails(fd, SOL_CAN_RAW, CAN_RAW_LOOPBACK, &one, 2, EINVAL), "an option of the wrong size is EINVAL");
    check(set_fails(fd, SOL_CAN_RAW, CAN_RAW_FD_FRAMES, &one, 1, EINVAL), "CAN_RAW_FD_FRAMES of one byte is EINVAL");
    check(set_fails(fd, SOL_CAN_RAW, 99, &one, sizeof one, ENOPROTOOPT), "an unknown CAN_RAW option is ENOPROTOOPT");
    check(set_fails(fd, SOL_CAN_BASE, 1, &one, sizeof one, EINVAL), "another level is EINVAL");
    check(set_fails(fd, 6, 1, &one, sizeof one, EINVAL), "an option of TCP is EINVAL");
    socklen_t size = sizeof one;
    check(getsockopt(fd, SOL_CAN_RAW, 99, &one, &size) == -1 && errno == ENOPROTOOPT,
          "reading an unknown CAN_RAW option is ENOPROTOOPT");
    check(getsockopt(fd, 6, 1, &one, &size) == -1 && errno == EINVAL, "reading an option of TCP is EINVAL");
    size = (socklen_t)-1;
    check(getsockopt(fd, SOL_CAN_RAW, CAN_RAW_LOOPBACK, &one, &size) == -1 && errno == EINVAL,
          "a negative length is EINVAL");
    unsigned char two_bytes[4] = {9, 9, 9, 9};
    size = 2;
    set_number(fd, SOL_CAN_RAW, CAN_RAW_LOOPBACK, 1);
    check(getsockopt(fd, SOL_CAN_RAW, CAN_RAW_LOOPBACK, two_bytes, &size) == 0 && size == 2 && two_bytes[0] == 1
              && two_bytes[2] == 9,
          "an option into a short buffer is cut");
}

static void check_generic(int fd) {
    int before = get_number(fd, SOL_SOCKET, SO_RCVBUF);
    check(before > 0, "SO_RCVBUF is readable");
    check(set_number(fd, SOL_SOCKET, SO_RCVBUF, 40000) && get_number(fd, SOL_SOCKET, SO_RCVBUF) == 80000,
          "SO_RCVBUF is doubled as the kernel does");
    check(set_number(fd, SOL_SOCKET, SO_SNDBUF, 50000) && get_number(fd, SOL_SOCKET, SO_SNDBUF) == 100000,
          "SO_SNDBUF is doubled as the kernel does");
    struct timeval limit = {1, 500000};
    struct timeval got = {0};
    socklen_t size = sizeof got;
    check(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) == 0
              && getsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &got, &size) == 0 && got.tv_sec == 1 && got.tv_usec == 500000,
          "SO_RCVTIMEO is kept");
    int one = 1;
    check(set_fails(fd, SOL_SOCKET, SO_PEEK_OFF, &one, sizeof one, EOPNOTSUPP), "SO_PEEK_OFF is EOPNOTSUPP");
    size = sizeof one;
    check(getsockopt(fd, SOL_SOCKET, SO_PEEK_OFF, &one, &size) == -1 && errno == EOPNOTSUPP,
          "reading SO_PEEK_OFF is EOPNOTSUPP");
    check(set_fails(fd, SOL_SOCKET, SO_DETACH_FILTER, &one, sizeof one, ENOENT),
          "SO_DETACH_FILTER without a filter is ENOENT");
    check(get_number(fd, SOL_SOCKET, SO_RCVLOWAT) == 1, "SO_RCVLOWAT is 1 at first");
    set_number(fd, SOL_SOCKET, SO_RCVLOWAT, 1);
    struct sockaddr_can address = {0};
    size = sizeof address;
    check(getsockname(fd, (struct sockaddr *)&address, &size) == 0
              && address.can_ifindex == (int)if_nametoindex(bench.first),
          "setting SO_RCVLOWAT leaves the socket what it is");
}

void check_options(void) {
    int fd = open_bound(bench.first);
    check_defaults(fd);
    check_round_trips(fd);
    check_filter_lists(fd);
    check_refusals(fd);
    check_generic(fd);
    close(fd);
}
