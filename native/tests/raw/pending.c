/* The error that binding to an interface that is down leaves: sk_err, which one call takes. */
#include "bus.h"

#include <errno.h>
#include <poll.h>
#include <sys/epoll.h>
#include <unistd.h>

static void bind_to(int fd, const char *name) {
    struct sockaddr_can address = address_of(name);
    bind(fd, (struct sockaddr *)&address, sizeof address);
}

static int open_down(void) {
    int fd = open_raw();
    bind_to(fd, bench.down);
    return fd;
}

static bool is_idle(int fd) {
    struct can_frame frame;
    return recv(fd, &frame, sizeof frame, MSG_DONTWAIT) == -1 && errno == EAGAIN;
}

static void check_takers(void) {
    struct can_frame frame = frame_of(0x801 & CAN_SFF_MASK, 1);
    struct sockaddr_can up = address_of(bench.first);
    int fd = open_down();
    check(sendto(fd, &frame, sizeof frame, 0, (struct sockaddr *)&up, sizeof up) == -1 && errno == ENETDOWN,
          "pending: a send takes it, even one to an interface that is up");
    check(sendto(fd, &frame, sizeof frame, 0, (struct sockaddr *)&up, sizeof up) == sizeof frame,
          "pending: and the next send is sent");
    check(is_idle(fd), "pending: what a send took no read sees");
    close(fd);
    fd = open_down();
    frame.can_dlc = 200;
    check(write(fd, &frame, sizeof frame) == -1 && errno == ENETDOWN, "pending: it comes before a frame's faults");
    check(write(fd, &frame, sizeof frame) == -1 && errno == EINVAL, "pending: which the next write is told");
    close(fd);
    fd = open_down();
    check(write(fd, &frame, 8) == -1 && errno == EINVAL && sendto(fd, &frame, 16, 0, (struct sockaddr *)&up, 7) == -1
              && errno == EINVAL,
          "pending: a size or an address that is wrong comes first");
    check(recv(fd, &frame, sizeof frame, MSG_ERRQUEUE | MSG_DONTWAIT) == -1 && errno == EAGAIN,
          "pending: MSG_ERRQUEUE does not take it");
    struct mmsghdr none[1];
    check(recvmmsg(fd, none, 0, MSG_DONTWAIT, NULL) == -1 && errno == ENETDOWN && is_idle(fd),
          "pending: recvmmsg takes it, even for no frame at all");
    close(fd);
}

static void check_order(void) {
    settle();
    int sender = open_bound(bench.first);
    int witness = open_bound(bench.first);
    int fd = open_bound(bench.first);
    put(sender, 0x611, 1);
    check(take(witness) == 0x611 && has_input(fd, PATIENCE_MS), "a frame waits in the queue");
    bind_to(fd, bench.down);
    struct can_frame frame;
    check(read(fd, &frame, sizeof frame) == -1 && errno == ENETDOWN, "pending: it comes before frames that wait");
    check(take(fd) == 0x611, "pending: and they are still there");
    bind_to(fd, bench.first);
    bind_to(fd, bench.down);
    set_number(fd, SOL_CAN_RAW, CAN_RAW_LOOPBACK, 1);
    bind_to(fd, bench.first);
    check(get_number(fd, SOL_SOCKET, SO_ERROR) == ENETDOWN && get_number(fd, SOL_SOCKET, SO_ERROR) == 0,
          "pending: it outlives options and another bind, and is there once");
    put(sender, 0x612, 1);
    check(take(fd) == 0x612, "pending: then the socket is as good as any");
    close(sender);
    close(witness);
    close(fd);
}

static void check_waking(void) {
    int fd = open_raw();
    int twin = dup(fd);
    struct pollfd seen = {.fd = fd, .events = POLLIN};
    check(poll(&seen, 1, 0) == 0, "pending: nothing before the bind");
    bind_to(fd, bench.down);
    check(poll(&seen, 1, PATIENCE_MS) == 1 && (seen.revents & (POLLIN | POLLERR)) != 0, "pending: poll tells of it");
    check(get_number(twin, SOL_SOCKET, SO_ERROR) == ENETDOWN && poll(&seen, 1, 0) == 0,
          "pending: taken through a copy of the descriptor, it is gone for both");
    close(twin);
    close(fd);
}

void check_pending(void) {
    check_takers();
    check_order();
    check_waking();
}
