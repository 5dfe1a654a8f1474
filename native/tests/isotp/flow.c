/* Flow control, both ways, and time: isotp_rcv_fc(). */
#include "talk.h"

#include <errno.h>
#include <time.h>
#include <unistd.h>

static int partner;

static long now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool with_blocks(int fd) {
    struct can_isotp_fc_options flow = {.bs = 1, .stmin = 0xF3};
    return set_option(fd, CAN_ISOTP_RECV_FC, &flow, sizeof flow);
}

static void check_receiver(void) {
    int fd = open_tester(with_blocks);
    say(partner, "7E8#1010010203040506");
    check(hears(partner, "7E0#3001F3"), "a first frame is answered with block size and separation time");
    say(partner, "7E8#210708090A0B0C0D");
    check(hears(partner, "7E0#3001F3"), "and so is each block but the last");
    say(partner, "7E8#220E0F10");
    check(gets(fd, "0102030405060708090A0B0C0D0E0F10") && hears_nothing(partner), "which makes the PDU whole");
    close(fd);
}

static void check_sender(void) {
    int fd = open_tester(NULL);
    sends(fd, "0102030405060708090A0B0C0D0E0F101112131415");
    hears(partner, "7E0#1015010203040506");
    say(partner, "7E8#300100");
    check(hears(partner, "7E0#210708090A0B0C0D"), "a block of one is one frame");
    check(say(partner, "7E8#30FFFF") && hears(partner, "7E0#220E0F1011121314") && hears_nothing(partner),
          "and the first flow control's block size is that of all");
    check(say(partner, "7E8#310000") && say(partner, "7E8#300000") && hears(partner, "7E0#2315"),
          "a partner may have it wait");
    say(partner, "7E8#0155");
    check(gets(fd, "55"), "and nothing is left of all that");
    sends(fd, "0102030405060708");
    hears(partner, "7E0#1008010203040506");
    say(partner, "7E8#3F0000");
    check(error_of_read(fd) == EBADMSG, "an unknown flow status is EBADMSG");
    close(fd);
}

static void check_separation(void) {
    int fd = open_tester(NULL);
    sends(fd, "0102030405060708090A0B0C0D0E0F101112131415161718");
    hears(partner, "7E0#1018010203040506");
    say(partner, "7E8#300032");
    hears(partner, "7E0#210708090A0B0C0D");
    long start = now_ms();
    hears(partner, "7E0#220E0F1011121314");
    check(hears(partner, "7E0#2315161718") && now_ms() - start >= 97, "consecutive frames keep the separation time");
    close(fd);
}

static bool with_own_time(int fd) {
    uint32_t nanos = 30000000;
    return set_flags(fd, CAN_ISOTP_FORCE_TXSTMIN) && set_option(fd, CAN_ISOTP_TX_STMIN, &nanos, sizeof nanos);
}

static void check_forced(void) {
    int fd = open_tester(with_own_time);
    sends(fd, "0102030405060708090A0B0C0D0E0F101112131415161718");
    hears(partner, "7E0#1018010203040506");
    say(partner, "7E8#300000");
    hears(partner, "7E0#210708090A0B0C0D");
    long start = now_ms();
    hears(partner, "7E0#220E0F1011121314");
    check(hears(partner, "7E0#2315161718") && now_ms() - start >= 58, "or their own, if that is forced");
    close(fd);
}

static void check_two(void) {
    int tester = open_tester(NULL);
    int ecu = open_isotp();
    uint8_t sent[4000];
    uint8_t got[4001];
    for (size_t i = 0; i < sizeof sent; i++) {
        sent[i] = (uint8_t)(i * 7);
    }
    bind_to(ecu, bench.first, ECU, TESTER);
    check(write(tester, sent, sizeof sent) == sizeof sent, "4000 bytes are written at once");
    check(has_input(ecu, PATIENCE_MS) && read(ecu, got, sizeof got) == sizeof sent
              && __builtin_memcmp(sent, got, sizeof sent) == 0,
          "and arrive as one PDU");
    close(tester);
    close(ecu);
}

void check_flow(void) {
    partner = open_partner();
    check_receiver();
    check_sender();
    check_separation();
    check_forced();
    check_two();
    close(partner);
}
