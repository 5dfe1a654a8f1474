/* bind(), getsockname(), and which interface a frame comes from. */
#include "bus.h"

#include <errno.h>
#include <netinet/in.h>
#include <unistd.h>

static int bound_index(int fd) {
    struct sockaddr_can address = {0};
    socklen_t size = sizeof address;
    return getsockname(fd, (struct sockaddr *)&address, &size) == 0 && size == 8 && address.can_family == AF_CAN
        ? address.can_ifindex
        : -1;
}

static bool refuses(int fd, struct sockaddr_can address, socklen_t size, int error) {
    return bind(fd, (struct sockaddr *)&address, size) == -1 && errno == error;
}

static void check_refusals(void) {
    int fd = open_raw();
    struct sockaddr_can good = address_of(bench.first);
    struct sockaddr_can other_family = good;
    struct sockaddr_can unknown = good;
    struct sockaddr_can loopback = good;
    other_family.can_family = AF_INET;
    unknown.can_ifindex = 987654;
    loopback.can_ifindex = (int)if_nametoindex("lo");
    check(refuses(fd, good, 7, EINVAL), "bind: an address shorter than 8 bytes is EINVAL");
    check(refuses(fd, other_family, sizeof good, EINVAL), "bind: an address of another family is EINVAL");
    check(refuses(fd, unknown, sizeof good, ENODEV), "bind: an unknown interface is ENODEV");
    check(refuses(fd, loopback, sizeof good, ENODEV), "bind: an interface that is not CAN is ENODEV");
    check(bound_index(fd) == 0, "getsockname: an unbound socket has index 0 in 8 bytes");
    check(bind(fd, (struct sockaddr *)&good, 8) == 0, "bind: 8 bytes of address are enough");
    check(bound_index(fd) == good.can_ifindex, "getsockname: a bound socket has its interface's index");
    check(bind(fd, (struct sockaddr *)&good, sizeof good) == 0, "bind: again to the same interface is fine");
    struct sockaddr_can one = {0};
    socklen_t small = 4;
    check(getsockname(fd, (struct sockaddr *)&one, &small) == 0 && small == 8,
          "getsockname: a short buffer is filled in part, the length is the whole");
    close(fd);
}

static void check_unbound(void) {
    int silent = open_raw();
    int sender = open_bound(bench.first);
    int listener = open_bound(bench.first);
    check(put(sender, 0x101, 1) && take(listener) == 0x101, "a frame reaches a bound socket");
    check(!has_input(silent, 0), "an unbound socket receives nothing");
    struct sockaddr_can address = address_of(bench.first);
    check(bind(silent, (struct sockaddr *)&address, sizeof address) == 0 && put(sender, 0x102, 1)
              && take(silent) == 0x102,
          "what was sent before bind is not received after it");
    close(silent);
    close(sender);
    close(listener);
}

static int index_of_next(int fd) {
    struct can_frame frame;
    struct sockaddr_can from = {0};
    socklen_t size = sizeof from;
    bool came = has_input(fd, PATIENCE_MS)
        && recvfrom(fd, &frame, sizeof frame, 0, (struct sockaddr *)&from, &size) == sizeof frame && size == 8
        && from.can_family == AF_CAN;
    return came ? from.can_ifindex : -1;
}

static void check_two_interfaces(void) {
    int all = open_bound(NULL);
    int only_first = open_bound(bench.first);
    int to_first = open_bound(bench.first);
    int to_second = open_bound(bench.second);
    put(to_second, 0x201, 1);
    put(to_first, 0x202, 1);
    check(index_of_next(all) == (int)if_nametoindex(bench.second)
              && index_of_next(all) == (int)if_nametoindex(bench.first),
          "bound to every interface, the source address tells which one a frame came in on");
    check(take(only_first) == 0x202, "bound to one interface, the frames of another are not received");
    struct sockaddr_can second = address_of(bench.second);
    struct can_frame frame = frame_of(0x203, 1);
    check(sendto(all, &frame, sizeof frame, 0, (struct sockaddr *)&second, sizeof second) == sizeof frame
              && take(to_second) == 0x203,
          "sendto chooses the interface on a socket bound to every one");
    check(sendto(only_first, &frame, sizeof frame, 0, (struct sockaddr *)&second, sizeof second) == sizeof frame
              && take(to_second) == 0x203,
          "sendto chooses another interface than the one bound to");
    check(bind(only_first, (struct sockaddr *)&second, sizeof second) == 0 && put(to_first, 0x204, 1),
          "bind: to another interface later");
    drain(to_second);
    struct can_frame moved = frame_of(0x205, 1);
    write(to_second, &moved, sizeof moved);
    bool found = false;
    for (canid_t id; (id = take(only_first)) != ~0u && !found;) {
        found = id == 0x205;
        if (found) {
            break;
        }
    }
    check(found, "bound anew, it receives from the new interface");
    close(all);
    close(only_first);
    close(to_first);
    close(to_second);
}

static void check_down(void) {
    int fd = open_raw();
    struct sockaddr_can address = address_of(bench.down);
    struct can_frame frame;
    check(bind(fd, (struct sockaddr *)&address, sizeof address) == 0, "bind: to an interface that is down");
    check(read(fd, &frame, sizeof frame) == -1 && errno == ENETDOWN, "its first read is ENETDOWN");
    check(recv(fd, &frame, sizeof frame, MSG_DONTWAIT) == -1 && errno == EAGAIN, "later reads wait for it to come up");
    check(!put(fd, 0x123, 1) && errno == ENETDOWN, "a write to it is ENETDOWN");
    close(fd);
    fd = open_raw();
    check(bind(fd, (struct sockaddr *)&address, sizeof address) == 0
              && get_number(fd, SOL_SOCKET, SO_ERROR) == ENETDOWN,
          "SO_ERROR takes the pending ENETDOWN");
    check(recv(fd, &frame, sizeof frame, MSG_DONTWAIT) == -1 && errno == EAGAIN, "and the next read waits");
    close(fd);
    fd = open_raw();
    check(bind(fd, (struct sockaddr *)&address, sizeof address) == 0
              && recv(fd, &frame, sizeof frame, MSG_PEEK) == -1 && errno == ENETDOWN,
          "MSG_PEEK takes the pending ENETDOWN");
    check(recv(fd, &frame, sizeof frame, MSG_DONTWAIT) == -1 && errno == EAGAIN, "and the next read waits as well");
    close(fd);
}

void check_binding(void) {
    check_refusals();
    check_unbound();
    if (bench.second[0] != '\0') {
        check_two_interfaces();
    } else {
        skip("binding to one of two interfaces", "no second interface given");
    }
    if (bench.down[0] != '\0') {
        check_down();
    } else {
        skip("an interface that is down", "none given");
    }
}
