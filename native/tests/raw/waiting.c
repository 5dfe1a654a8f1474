/* Blocking and not, poll, select, epoll, time limits, signals. */
#include "bus.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/time.h>
#include <unistd.h>

static int sender;

static void check_non_blocking(void) {
    struct can_frame frame;
    int fd = open_bound(bench.first);
    check(recv(fd, &frame, sizeof frame, MSG_DONTWAIT) == -1 && errno == EAGAIN,
          "MSG_DONTWAIT on an empty queue is EAGAIN");
    fcntl(fd, F_SETFL, O_NONBLOCK);
    check(read(fd, &frame, sizeof frame) == -1 && errno == EAGAIN, "O_NONBLOCK on an empty queue is EAGAIN");
    int off = 0;
    ioctl(fd, FIONBIO, &off);
    check((fcntl(fd, F_GETFL) & O_NONBLOCK) == 0, "FIONBIO switches it off");
    struct timeval limit = {0, 20000};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    check(read(fd, &frame, sizeof frame) == -1 && errno == EAGAIN, "a read ends with EAGAIN after SO_RCVTIMEO");
    close(fd);
}

static void check_poll(void) {
    int fd = open_bound(bench.first);
    struct pollfd seen = {.fd = fd, .events = POLLIN | POLLOUT};
    check(poll(&seen, 1, 0) == 1 && seen.revents == POLLOUT, "poll: an idle socket is writable and not readable");
    put(sender, 0x601, 1);
    seen.events = POLLIN;
    check(poll(&seen, 1, PATIENCE_MS) == 1 && seen.revents == POLLIN, "poll: a frame makes it readable");
    check(take(fd) == 0x601 && poll(&seen, 1, 0) == 0, "poll: until it is read");
    close(fd);
}

static void check_select(void) {
    int fd = open_bound(bench.first);
    fd_set set;
    struct timeval limit = {5, 0};
    FD_ZERO(&set);
    FD_SET(fd, &set);
    put(sender, 0x602, 1);
    check(select(fd + 1, &set, NULL, NULL, &limit) == 1 && FD_ISSET(fd, &set), "select: a frame makes it readable");
    check(take(fd) == 0x602, "select: and it can be read");
    close(fd);
}

static void check_epoll(void) {
    int fd = open_bound(bench.first);
    int other = open_bound(bench.first);
    int poller = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event interest = {.events = EPOLLIN, .data.fd = fd};
    struct epoll_event edge = {.events = EPOLLIN | EPOLLET, .data.fd = other};
    struct epoll_event got[4];
    epoll_ctl(poller, EPOLL_CTL_ADD, fd, &interest);
    epoll_ctl(poller, EPOLL_CTL_ADD, other, &edge);
    check(epoll_wait(poller, got, 4, 0) == 0, "epoll: nothing on idle sockets");
    put(sender, 0x603, 1);
    check(has_input(fd, PATIENCE_MS) && has_input(other, PATIENCE_MS) && epoll_wait(poller, got, 4, PATIENCE_MS) == 2,
          "epoll: a frame wakes both sockets");
    check(epoll_wait(poller, got, 4, 0) == 1 && got[0].data.fd == fd, "epoll: level again, edge only once");
    check(take(fd) == 0x603 && epoll_wait(poller, got, 4, 0) == 0, "epoll: read, it is idle again");
    put(sender, 0x604, 1);
    check(has_input(other, PATIENCE_MS) && epoll_wait(poller, got, 4, PATIENCE_MS) >= 1,
          "epoll: a new frame is a new edge");
    close(poller);
    close(fd);
    close(other);
}

static void on_alarm(int number) {
    (void)number;
}

static void check_signals(void) {
    int fd = open_bound(bench.first);
    struct sigaction action = {.sa_handler = on_alarm};
    struct sigaction before;
    struct itimerval often = {{0, 20000}, {0, 20000}};
    struct itimerval never = {0};
    struct can_frame frame;
    unsigned left = alarm(0);
    sigaction(SIGALRM, &action, &before);
    setitimer(ITIMER_REAL, &often, NULL);
    check(read(fd, &frame, sizeof frame) == -1 && errno == EINTR, "a signal ends a waiting read with EINTR");
    bool bound = true;
    for (int i = 0; i < 200; i++) {
        bound &= set_number(fd, SOL_CAN_RAW, CAN_RAW_RECV_OWN_MSGS, i & 1);
    }
    check(bound, "setsockopt never fails with EINTR");
    setitimer(ITIMER_REAL, &never, NULL);
    sigaction(SIGALRM, &before, NULL);
    alarm(left);
    close(fd);
}

void check_waiting(void) {
    sender = open_bound(bench.first);
    check_non_blocking();
    check_poll();
    check_select();
    check_epoll();
    check_signals();
    close(sender);
}
