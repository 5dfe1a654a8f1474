/* bind() and getsockname(): isotp_bind() and isotp_getname(). */
#include "talk.h"

#include <errno.h>
#include <netinet/in.h>
#include <unistd.h>

#define LEAST 16 /* ISOTP_MIN_NAMELEN */

static bool refuses(int fd, struct sockaddr_can address, socklen_t size, int error) {
    return bind(fd, (struct sockaddr *)&address, size) == -1 && errno == error;
}

static bool is_named(int fd, int index, canid_t tx, canid_t rx) {
    struct sockaddr_can address = {0};
    socklen_t size = sizeof address;
    return getsockname(fd, (struct sockaddr *)&address, &size) == 0 && size == LEAST && address.can_family == AF_CAN
        && address.can_ifindex == index && address.can_addr.tp.tx_id == tx && address.can_addr.tp.rx_id == rx;
}

static void check_refusals(void) {
    int fd = open_isotp();
    struct sockaddr_can good = address_of(bench.first, TESTER, ECU);
    struct sockaddr_can other = good;
    check(refuses(fd, good, LEAST - 1, EINVAL), "bind: an address shorter than 16 bytes is EINVAL");
    other.can_family = AF_INET;
    check(refuses(fd, other, sizeof other, EINVAL), "bind: an address of another family is EINVAL");
    other = good;
    other.can_ifindex = 0;
    check(refuses(fd, other, sizeof other, ENODEV), "bind: every interface is ENODEV");
    other.can_ifindex = 987654;
    check(refuses(fd, other, sizeof other, ENODEV), "bind: an unknown interface is ENODEV");
    other.can_ifindex = (int)if_nametoindex("lo");
    check(refuses(fd, other, sizeof other, ENODEV), "bind: an interface that is not CAN is ENODEV");
    check(refuses(fd, address_of(bench.first, 0x800, ECU), sizeof good, EINVAL), "bind: a tx_id beyond 11 bits is EINVAL");
    check(refuses(fd, address_of(bench.first, TESTER, 0x800), sizeof good, EINVAL), "bind: so is an rx_id");
    check(refuses(fd, address_of(bench.first, TESTER | CAN_RTR_FLAG, ECU), sizeof good, EINVAL),
          "bind: an id with CAN_RTR_FLAG is EINVAL");
    check(refuses(fd, address_of(bench.first, TESTER, TESTER), sizeof good, EADDRNOTAVAIL),
          "bind: the same id both ways is EADDRNOTAVAIL");
    check(is_named(fd, 0, 0, 0), "getsockname: nothing, in 16 bytes, after all that");
    check(bind(fd, (struct sockaddr *)&good, LEAST) == 0, "bind: 16 bytes of address are enough");
    check(is_named(fd, good.can_ifindex, TESTER, ECU), "getsockname: interface and ids");
    check(refuses(fd, good, sizeof good, EINVAL), "bind: again is EINVAL, to the same address too");
    struct sockaddr_can name;
    socklen_t size = sizeof name;
    check(getpeername(fd, (struct sockaddr *)&name, &size) == -1 && errno == EOPNOTSUPP, "getpeername is EOPNOTSUPP");
    close(fd);
}

static void check_ids(void) {
    int fd = open_isotp();
    check(bind_to(fd, bench.first, 0x18DA10F1 | CAN_EFF_FLAG, 0x18DAF110 | CAN_EFF_FLAG), "bind: extended ids");
    check(is_named(fd, (int)if_nametoindex(bench.first), 0x18DA10F1 | CAN_EFF_FLAG, 0x18DAF110 | CAN_EFF_FLAG),
          "getsockname: with their flag");
    close(fd);
    fd = open_isotp();
    check(set_flags(fd, CAN_ISOTP_SF_BROADCAST) && bind_to(fd, bench.first, 0x7DF, 0x7DF | CAN_RTR_FLAG),
          "bind: a broadcast has no use for an rx_id, whatever it is");
    close(fd);
}

static void check_classic(void) {
    int fd = open_isotp();
    check(set_link(fd, CANFD_MTU, 64, 0) && !bind_to(fd, bench.classic, TESTER, ECU) && errno == EINVAL,
          "bind: FD frames on an interface without FD are EINVAL");
    check(bind_to(fd, bench.first, TESTER, ECU), "bind: and on one with FD they are not");
    close(fd);
}

static void check_down(void) {
    int fd = open_isotp();
    check(bind_to(fd, bench.down, TESTER, ECU), "bind: to an interface that is down");
    check(error_of_read(fd) == ENETDOWN, "its first read is ENETDOWN");
    check(error_of_read(fd) == EAGAIN, "later reads wait for it to come up");
    check(!sends(fd, "3E00") && errno == ENETDOWN, "a write to it is ENETDOWN");
    check(!sends(fd, "000102030405060708090A") && errno == ENETDOWN, "a long one too");
    close(fd);
}

void check_binding(void) {
    check_refusals();
    check_ids();
    if (bench.classic[0] != '\0') {
        check_classic();
    } else {
        skip("FD on a classic interface", "no classic interface given");
    }
    if (bench.down[0] != '\0') {
        check_down();
    } else {
        skip("an interface that is down", "none given");
    }
}
