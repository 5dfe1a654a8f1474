/* What a PDU looks like when it is read: isotp_recvmsg(). */
#include "talk.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <unistd.h>

static int partner;

static void check_flags(int fd) {
    uint8_t bytes[8] = {0};
    check(recv(fd, bytes, 8, MSG_DONTWAIT) == -1 && errno == EAGAIN, "MSG_DONTWAIT on an empty queue is EAGAIN");
    check(recv(fd, bytes, 8, MSG_WAITALL) == -1 && errno == EINVAL && recv(fd, bytes, 8, MSG_ERRQUEUE) == -1
              && errno == EINVAL,
          "MSG_WAITALL and MSG_ERRQUEUE are EINVAL");
    say(partner, "7E8#0401020304");
    check(has_input(fd, PATIENCE_MS) && recv(fd, bytes, 8, MSG_PEEK) == 4, "MSG_PEEK leaves a PDU where it is");
    check(recv(fd, bytes, 2, MSG_PEEK | MSG_TRUNC) == 4, "MSG_TRUNC gives its whole length");
    bytes[2] = 0x55;
    check(read(fd, bytes, 2) == 2 && bytes[1] == 2 && bytes[2] == 0x55 && !has_input(fd, 0),
          "a short read gets its beginning, and loses the rest");
}

static void check_message(int fd) {
    struct sockaddr_can from;
    uint8_t bytes[2];
    memset(&from, 0x55, sizeof from);
    struct iovec part = {bytes, sizeof bytes};
    struct msghdr message = {.msg_name = &from, .msg_namelen = sizeof from, .msg_iov = &part, .msg_iovlen = 1};
    say(partner, "7E8#03010203");
    check(has_input(fd, PATIENCE_MS) && recvmsg(fd, &message, 0) == 2 && (message.msg_flags & MSG_TRUNC) != 0,
          "recvmsg tells that a PDU was cut");
    check(message.msg_namelen == 16 && from.can_family == AF_CAN
              && from.can_ifindex == (int)if_nametoindex(bench.first) && from.can_addr.tp.rx_id == 0,
          "its address is the interface, in 16 bytes");
}

static void check_stamp(void) {
    int fd = open_tester(NULL);
    int on = 1;
    uint8_t bytes[8];
    union {
        struct cmsghdr align;
        char space[64];
    } control;
    struct iovec part = {bytes, sizeof bytes};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    message.msg_control = &control;
    message.msg_controllen = sizeof control;
    setsockopt(fd, SOL_SOCKET, SO_TIMESTAMP, &on, sizeof on);
    say(partner, "7E8#0155");
    check(has_input(fd, PATIENCE_MS) && recvmsg(fd, &message, 0) == 1 && message.msg_controllen != 0
              && CMSG_FIRSTHDR(&message)->cmsg_type == SO_TIMESTAMP,
          "SO_TIMESTAMP: a PDU has a time");
    close(fd);
}

static void check_polling(int fd) {
    struct pollfd seen = {.fd = fd, .events = POLLIN | POLLOUT};
    check(poll(&seen, 1, 0) == 1 && seen.revents == POLLOUT, "poll: an idle socket is writable and not readable");
    fd_set set;
    struct timeval limit = {5, 0};
    FD_ZERO(&set);
    FD_SET(fd, &set);
    int poller = epoll_create1(0);
    struct epoll_event interest = {.events = EPOLLIN};
    epoll_ctl(poller, EPOLL_CTL_ADD, fd, &interest);
    say(partner, "7E8#0155");
    check(select(fd + 1, &set, NULL, NULL, &limit) == 1, "select: a PDU makes it readable");
    check(epoll_wait(poller, &interest, 1, PATIENCE_MS) == 1 && gets(fd, "55")
              && epoll_wait(poller, &interest, 1, 0) == 0,
          "epoll: too, until it is read");
    close(poller);
    say(partner, "7E8#1008010203040506");
    hears(partner, "7E0#300000");
    seen.events = POLLIN;
    check(poll(&seen, 1, 0) == 0, "poll: half a PDU is none");
    say(partner, "7E8#210708");
    check(gets(fd, "0102030405060708"), "the other half makes it one");
}

static bool listening(int fd) {
    return set_flags(fd, CAN_ISOTP_LISTEN_MODE);
}

static void check_listener(void) {
    int fd = open_tester(listening);
    say(partner, "7E8#1008010203040506");
    check(say(partner, "7E8#210708") && gets(fd, "0102030405060708") && hears_nothing(partner),
          "CAN_ISOTP_LISTEN_MODE: receives and answers nothing");
    close(fd);
}

static void check_two_readers(void) {
    int one = open_tester(NULL);
    int other = open_tester(NULL);
    say(partner, "7E8#0155");
    check(gets(one, "55") && gets(other, "55"), "two sockets of one address both receive");
    close(one);
    close(other);
}

void check_receiving(void) {
    partner = open_partner();
    int fd = open_tester(NULL);
    check_flags(fd);
    check_message(fd);
    check_polling(fd);
    close(fd);
    check_stamp();
    check_listener();
    check_two_readers();
    close(partner);
}
