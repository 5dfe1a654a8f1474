/* What ends a transfer, and where the error shows: sk_err. */
#include "talk.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

static int partner;

static int socket_error(int fd) {
    int value = -1;
    socklen_t size = sizeof value;
    getsockopt(fd, SOL_SOCKET, SO_ERROR, &value, &size);
    return value;
}

static void check_receiver(void) {
    int fd = open_tester(NULL);
    say(partner, "7E8#1010010203040506");
    hears(partner, "7E0#300000");
    say(partner, "7E8#220708090A0B0C0D");
    struct pollfd seen = {.fd = fd, .events = POLLIN};
    check(poll(&seen, 1, PATIENCE_MS) == 1, "an error wakes who waits");
    check(error_of_read(fd) == EILSEQ && error_of_read(fd) == EAGAIN, "a lost frame is EILSEQ, once");
    say(partner, "7E8#1010010203040506");
    hears(partner, "7E0#300000");
    check(error_of_read(fd) == ETIMEDOUT, "no consecutive frame for a second is ETIMEDOUT");
    say(partner, "7E8#1010010203040506");
    hears(partner, "7E0#300000");
    say(partner, "7E8#2F");
    say(partner, "7E8#210708090A0B0C0D");
    say(partner, "7E8#220E0F10");
    check(gets(fd, "0102030405060708090A0B0C0D0E0F10"), "a frame of a wrong length is ignored");
    say(partner, "7E8#10000000206CAABB");
    check(hears(partner, "7E0#300000"), "a PDU of 8300 bytes is taken");
    say(partner, "7E8#10000000206DAABB");
    check(hears(partner, "7E0#320000"), "one of 8301 bytes is an overflow");
    close(fd);
}

static void check_sender(void) {
    int fd = open_tester(NULL);
    sends(fd, "0102030405060708");
    hears(partner, "7E0#1008010203040506");
    check(error_of_read(fd) == ECOMM, "no flow control for a second is ECOMM");
    sends(fd, "0102030405060708");
    hears(partner, "7E0#1008010203040506");
    say(partner, "7E8#320000");
    struct pollfd seen = {.fd = fd, .events = POLLIN};
    check(poll(&seen, 1, PATIENCE_MS) == 1 && socket_error(fd) == EMSGSIZE && socket_error(fd) == 0,
          "overflow is EMSGSIZE, which SO_ERROR takes");
    sends(fd, "0102030405060708");
    hears(partner, "7E0#1008010203040506");
    say(partner, "7E8#3000");
    has_input(fd, PATIENCE_MS);
    check(!sends(fd, "3E00") && errno == EBADMSG, "a short flow control is EBADMSG, which a write takes");
    check(sends(fd, "3E00") && hears(partner, "7E0#023E00"), "and the next write is sent");
    close(fd);
}

static bool with_checks(int fd) {
    return set_flags(fd, CAN_ISOTP_RX_PADDING | CAN_ISOTP_CHK_PAD_LEN | CAN_ISOTP_CHK_PAD_DATA);
}

static bool with_length_check(int fd) {
    return set_flags(fd, CAN_ISOTP_CHK_PAD_LEN);
}

static void check_padding(void) {
    int fd = open_tester(with_checks);
    say(partner, "7E8#0155AAAAAAAAAAAA");
    check(gets(fd, "55"), "padding that was agreed on is fine");
    say(partner, "7E8#0155AAAAAAAAAACC");
    check(error_of_read(fd) == EBADMSG, "other padding is EBADMSG");
    say(partner, "7E8#0155AA");
    check(error_of_read(fd) == EBADMSG, "so is a frame that is not full");
    close(fd);
    fd = open_tester(with_length_check);
    say(partner, "7E8#0155");
    check(gets(fd, "55") && say(partner, "7E8#0155AA") && error_of_read(fd) == EBADMSG,
          "without padding a frame must be as short as it can");
    close(fd);
}

static bool half_duplex(int fd) {
    return set_flags(fd, CAN_ISOTP_HALF_DUPLEX);
}

static void check_half_duplex(void) {
    int fd = open_tester(half_duplex);
    sends(fd, "0102030405060708");
    hears(partner, "7E0#1008010203040506");
    say(partner, "7E8#0155");
    say(partner, "7E8#300000");
    hears(partner, "7E0#210708");
    say(partner, "7E8#0166");
    check(gets(fd, "66"), "CAN_ISOTP_HALF_DUPLEX: nothing is received while it sends");
    close(fd);
}

void check_errors(void) {
    partner = open_partner();
    check_receiver();
    check_sender();
    check_padding();
    check_half_duplex();
    close(partner);
}
