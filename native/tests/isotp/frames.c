/* The frames that are sent: isotp_fill_dataframe(), isotp_create_fframe(), isotp_send_fc(). */
#include "talk.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static int partner;

static void check_classic(void) {
    int fd = open_tester(NULL);
    check(sends(fd, "3E00") && hears(partner, "7E0#023E00"), "a short PDU is a single frame, as long as it must be");
    check(sends(fd, "01020304050607") && hears(partner, "7E0#0701020304050607"), "seven bytes still are");
    check(sends(fd, "0102030405060708090A0B0C0D0E0F") && hears(partner, "7E0#100F010203040506"),
          "a longer one begins with a first frame");
    check(hears_nothing(partner) && say(partner, "7E8#300000") && hears(partner, "7E0#210708090A0B0C0D")
              && hears(partner, "7E0#220E0F"),
          "and goes on with consecutive ones when it is clear to send");
    char zeros[8301] = {0};
    check(write(fd, zeros, 0) == -1 && errno == EINVAL, "a PDU of nothing is EINVAL");
    check(write(fd, zeros, 8301) == -1 && errno == EINVAL, "one of more than 8300 bytes is EINVAL");
    check(write(fd, zeros, 4096) == 4096 && hears(partner, "7E0#1000000010000000"),
          "beyond 4095 bytes the length takes 32 bits");
    say(partner, "7E8#320000");
    check(error_of_read(fd) == EMSGSIZE, "which a partner may find too long");
    close(fd);
}

static bool with_padding(int fd) {
    return set_flags(fd, CAN_ISOTP_TX_PADDING);
}

static void check_padding(void) {
    int fd = open_tester(with_padding);
    check(sends(fd, "3E00") && hears(partner, "7E0#023E00AAAAAAAAAA"), "padding fills a single frame");
    sends(fd, "0102030405060708");
    hears(partner, "7E0#1008010203040506");
    check(say(partner, "7E8#300000") && hears(partner, "7E0#210708AAAAAAAAAA"), "and the last consecutive one");
    check(say(partner, "7E8#1008010203040506") && hears(partner, "7E0#300000AAAAAAAAAA"), "and flow control");
    close(fd);
}

static bool with_addresses(int fd) {
    return set_flags(fd, CAN_ISOTP_EXTEND_ADDR | CAN_ISOTP_RX_EXT_ADDR);
}

static void check_extended(void) {
    int fd = open_tester(with_addresses);
    check(sends(fd, "3E00") && hears(partner, "7E0#F1023E00"), "an extended address stands in front");
    sends(fd, "01020304050607080910");
    check(hears(partner, "7E0#F1100A0102030405"), "of a first frame");
    say(partner, "7E8#F1300000");
    check(hears_nothing(partner) && say(partner, "7E8#10300000") && hears(partner, "7E0#F1210607080910"),
          "of consecutive ones, and what comes must have the partner's");
    check(say(partner, "7E8#1010080102030405") && hears(partner, "7E0#F1300000"), "of flow control");
    say(partner, "7E8#F121060708");
    check(say(partner, "7E8#1021060708") && gets(fd, "0102030405060708"), "and of all that is received");
    close(fd);
}

static bool with_fd(int fd) {
    return set_link(fd, CANFD_MTU, 64, CANFD_BRS);
}

static bool with_short_fd(int fd) {
    return set_link(fd, CANFD_MTU, 16, 0);
}

static void check_fd(void) {
    int fd = open_tester(with_fd);
    check(sends(fd, "01020304050607") && hears(partner, "7E0##10701020304050607"), "FD: seven bytes are as classic ones");
    check(sends(fd, "0102030405060708") && hears(partner, "7E0##100080102030405060708CCCC"),
          "FD: more have a second length byte, and padding to a length that FD has");
    check(say(partner, "7E8##000080102030405060708CCCC") && gets(fd, "0102030405060708"), "FD: and are received");
    say(partner, "7E8#025001");
    check(say(partner, "7E8##0025002") && gets(fd, "5002"), "FD: classic frames are nothing to it");
    close(fd);
    fd = open_tester(with_short_fd);
    sends(fd, "0102030405060708090A0B0C0D0E0F10111213");
    check(hears(partner, "7E0##010130102030405060708090A0B0C0D0E") && say(partner, "7E8##0300000")
              && hears(partner, "7E0##0210F10111213"),
          "FD: frames are no longer than CAN_ISOTP_LL_OPTS says");
    sends(fd, "0102030405060708090A0B0C0D0E0F101112131415161718");
    hears(partner, "7E0##010180102030405060708090A0B0C0D0E");
    check(say(partner, "7E8##0300000") && hears(partner, "7E0##0210F101112131415161718CC"),
          "FD: the last is padded where FD has no such length");
    close(fd);
}

static bool with_single_broadcast(int fd) {
    return set_flags(fd, CAN_ISOTP_SF_BROADCAST);
}

static bool with_broadcast(int fd) {
    return set_flags(fd, CAN_ISOTP_CF_BROADCAST);
}

static void check_broadcast(void) {
    int fd = open_tester(with_single_broadcast);
    check(!sends(fd, "0102030405060708") && errno == EINVAL, "a broadcast of single frames takes nothing longer");
    check(sends(fd, "3E80") && hears(partner, "7E0#023E80"), "and sends what is short");
    say(partner, "7E8#027E00");
    check(sends(fd, "3E80") && hears(partner, "7E0#023E80") && !has_input(fd, 0), "and hears nobody");
    close(fd);
    fd = open_tester(with_broadcast);
    check(sends(fd, "0102030405060708") && hears(partner, "7E0#1008010203040506") && hears(partner, "7E0#210708"),
          "a broadcast of consecutive frames waits for no flow control");
    close(fd);
}

void check_frames(void) {
    partner = open_partner();
    check_classic();
    check_padding();
    check_extended();
    check_fd();
    check_broadcast();
    close(partner);
}
