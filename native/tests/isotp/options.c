/* SOL_CAN_ISOTP: isotp_setsockopt() and isotp_getsockopt(). */
#include "talk.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static bool is(int fd, int option, const void *value, socklen_t size) {
    uint8_t got[64];
    socklen_t length = sizeof got;
    return getsockopt(fd, SOL_CAN_ISOTP, option, got, &length) == 0 && length == size && memcmp(got, value, size) == 0;
}

static bool refuses(int fd, int option, const void *value, socklen_t size, int error) {
    return !set_option(fd, option, value, size) && errno == error;
}

static void check_defaults(int fd) {
    struct can_isotp_options options = {0, 50000, 0, 0xCC, 0xCC, 0};
    struct can_isotp_fc_options flow = {0, 0, 0};
    struct can_isotp_ll_options link = {CAN_MTU, 8, 0};
    uint32_t none = 0;
    check(is(fd, CAN_ISOTP_OPTS, &options, sizeof options), "CAN_ISOTP_OPTS: no flags, 50 us a frame, padding is CC");
    check(is(fd, CAN_ISOTP_RECV_FC, &flow, sizeof flow), "CAN_ISOTP_RECV_FC: no blocks, no separation");
    check(is(fd, CAN_ISOTP_LL_OPTS, &link, sizeof link), "CAN_ISOTP_LL_OPTS: classic frames of 8 bytes");
    check(is(fd, CAN_ISOTP_TX_STMIN, &none, sizeof none) && is(fd, CAN_ISOTP_RX_STMIN, &none, sizeof none),
          "CAN_ISOTP_TX_STMIN and CAN_ISOTP_RX_STMIN: none");
}

static void check_values(int fd) {
    struct can_isotp_options options = {CAN_ISOTP_TX_PADDING, 0, 0x12, 0x34, 0x56, 0x78};
    check(set_option(fd, CAN_ISOTP_OPTS, &options, sizeof options), "CAN_ISOTP_OPTS: is set");
    options.rx_ext_address = 0x12;
    check(is(fd, CAN_ISOTP_OPTS, &options, sizeof options),
          "CAN_ISOTP_OPTS: without CAN_ISOTP_RX_EXT_ADDR both ways have one extended address");
    options.flags = CAN_ISOTP_SF_BROADCAST | CAN_ISOTP_CF_BROADCAST | CAN_ISOTP_RX_EXT_ADDR;
    check(refuses(fd, CAN_ISOTP_OPTS, &options, sizeof options, EINVAL), "CAN_ISOTP_OPTS: both broadcasts are EINVAL");
    options.flags = CAN_ISOTP_SF_BROADCAST | CAN_ISOTP_RX_EXT_ADDR;
    check(is(fd, CAN_ISOTP_OPTS, &options, sizeof options), "CAN_ISOTP_OPTS: and yet one of them is set");
    struct can_isotp_fc_options flow = {255, 255, 255};
    check(set_option(fd, CAN_ISOTP_RECV_FC, &flow, sizeof flow) && is(fd, CAN_ISOTP_RECV_FC, &flow, sizeof flow),
          "CAN_ISOTP_RECV_FC: takes any bytes");
    uint32_t nanos = 0xFFFFFFFF;
    check(set_option(fd, CAN_ISOTP_TX_STMIN, &nanos, 4) && is(fd, CAN_ISOTP_TX_STMIN, &nanos, 4), "CAN_ISOTP_TX_STMIN");
    check(set_option(fd, CAN_ISOTP_RX_STMIN, &nanos, 4) && is(fd, CAN_ISOTP_RX_STMIN, &nanos, 4), "CAN_ISOTP_RX_STMIN");
    check(set_link(fd, CANFD_MTU, 24, CANFD_BRS), "CAN_ISOTP_LL_OPTS: FD frames of 24 bytes, with a second bit rate");
}

static void check_refusals(int fd) {
    uint8_t bytes[64] = {0};
    check(refuses(fd, CAN_ISOTP_OPTS, bytes, 11, EINVAL) && refuses(fd, CAN_ISOTP_OPTS, bytes, 13, EINVAL)
              && refuses(fd, CAN_ISOTP_RECV_FC, bytes, 4, EINVAL) && refuses(fd, CAN_ISOTP_LL_OPTS, bytes, 2, EINVAL)
              && refuses(fd, CAN_ISOTP_TX_STMIN, bytes, 8, EINVAL) && refuses(fd, CAN_ISOTP_RX_STMIN, bytes, 0, EINVAL),
          "setsockopt: any other length is EINVAL");
    check(refuses(fd, 0, bytes, 4, ENOPROTOOPT) && refuses(fd, 6, bytes, 4, ENOPROTOOPT),
          "setsockopt: an unknown option is ENOPROTOOPT");
    check(setsockopt(fd, SOL_CAN_RAW, CAN_ISOTP_TX_STMIN, bytes, 4) == -1 && errno == EINVAL,
          "setsockopt: another level is EINVAL");
    check(!set_link(fd, CAN_MTU, 12, 0) && errno == EINVAL, "CAN_ISOTP_LL_OPTS: a classic frame of 12 bytes is EINVAL");
    check(!set_link(fd, CAN_MTU, 8, CANFD_BRS) && errno == EINVAL, "CAN_ISOTP_LL_OPTS: and one with flags");
    check(!set_link(fd, CANFD_MTU, 13, 0) && errno == EINVAL, "CAN_ISOTP_LL_OPTS: a length that FD has not is EINVAL");
    check(!set_link(fd, CANFD_MTU, 7, 0) && errno == EINVAL, "CAN_ISOTP_LL_OPTS: and one below 8");
    check(!set_link(fd, 64, 8, 0) && errno == EINVAL, "CAN_ISOTP_LL_OPTS: frames of another size are EINVAL");
    socklen_t size = 2;
    check(getsockopt(fd, SOL_CAN_ISOTP, CAN_ISOTP_OPTS, bytes, &size) == 0 && size == 2,
          "getsockopt: a short buffer gets what fits");
    size = 4;
    check(getsockopt(fd, SOL_CAN_ISOTP, 6, bytes, &size) == -1 && errno == ENOPROTOOPT,
          "getsockopt: an unknown option is ENOPROTOOPT");
}

void check_options(void) {
    int fd = open_isotp();
    check_defaults(fd);
    check_refusals(fd);
    check_values(fd);
    close(fd);
    fd = open_tester(NULL);
    uint32_t nanos = 1;
    check(refuses(fd, CAN_ISOTP_TX_STMIN, &nanos, 4, EISCONN) && refuses(fd, 99, &nanos, 1, EISCONN),
          "setsockopt: EISCONN once bound, whatever the option");
    nanos = 0;
    check(is(fd, CAN_ISOTP_TX_STMIN, &nanos, 4), "getsockopt: works on");
    close(fd);
}
