/* Frames that stay away, and frames that are too many: bcm_rx_timeout_handler(), bcm_rx_thr_handler(). */
#include "message.h"

#include <string.h>
#include <unistd.h>

#define MS 1000L

static bool told(int fd, uint8_t first_byte) {
    struct message message;
    return hears(fd, &message, RX_CHANGED) && message.classic[0].data[0] == first_byte;
}

static void check_timeout(int sender) {
    int fd = open_connected(bench.first);
    struct message message = message_of(RX_SETUP, SETTIMER | STARTTIMER, 0x300, 1);
    memset(message.classic[0].data, 0xff, 8);
    every(&message, 50 * MS, 0);
    uint64_t begin = now_us();
    tell(fd, &message);
    bool came = hears(fd, &message, RX_TIMEOUT);
    check(came && now_us() - begin >= 50 * MS, "timeout: told of after its time");
    check(message.head.can_id == 0x300 && message.head.nframes == 0 && message.head.ival1.tv_usec == 50 * MS
              && message.head.flags == (SETTIMER | STARTTIMER),
          "timeout: with its head");
    usleep(120 * MS);
    check(is_silent(fd), "timeout: once");
    begin = now_us();
    put(sender, 0x300, 1);
    check(told(fd, 1), "timeout: a frame");
    came = hears(fd, &message, RX_TIMEOUT);
    check(came && now_us() - begin >= 50 * MS, "timeout: begins anew with it");
    put(sender, 0x300, 1);
    came = hears(fd, &message, RX_TIMEOUT);
    check(came, "timeout: a frame that is as before is none to be told of, and counts for the time");
    close(fd);
    fd = open_connected(bench.first);
    message = message_of(RX_SETUP, SETTIMER | STARTTIMER | RX_ANNOUNCE_RESUME, 0x301, 1);
    memset(message.classic[0].data, 0xff, 8);
    every(&message, 50 * MS, 0);
    tell(fd, &message);
    put(sender, 0x301, 1);
    check(told(fd, 1) && hears(fd, &message, RX_TIMEOUT), "timeout: it stays away");
    put(sender, 0x301, 1);
    check(told(fd, 1), "timeout: with RX_ANNOUNCE_RESUME its coming back is told of");
    close(fd);
    fd = open_connected(bench.first);
    message = message_of(RX_SETUP, SETTIMER | RX_NO_AUTOTIMER, 0x302, 0);
    every(&message, 20 * MS, 0);
    tell(fd, &message);
    put(sender, 0x302, 1);
    check(told(fd, 1), "timeout: a frame");
    usleep(60 * MS);
    check(is_silent(fd), "timeout: with RX_NO_AUTOTIMER no frame begins it");
    close(fd);
}

static void check_throttle(int sender) {
    int fd = open_connected(bench.first);
    struct message message = message_of(RX_SETUP, SETTIMER, 0x310, 1);
    memset(message.classic[0].data, 0xff, 8);
    every(&message, 0, 200 * MS);
    tell(fd, &message);
    uint64_t begin = now_us();
    put(sender, 0x310, 1);
    check(told(fd, 1), "throttle: the first at once");
    put(sender, 0x310, 2);
    put(sender, 0x310, 3);
    settle();
    check(is_silent(fd), "throttle: then not so soon");
    check(told(fd, 3) && now_us() - begin >= 195 * MS, "throttle: the last of them when it is time");
    usleep(450 * MS);
    put(sender, 0x310, 4);
    check(told(fd, 4), "throttle: after a pause at once again");
    put(sender, 0x310, 5);
    settle();
    message = message_of(RX_SETUP, SETTIMER, 0x310, 1);
    memset(message.classic[0].data, 0xff, 8);
    tell(fd, &message);
    settle();
    put(sender, 0x310, 6);
    check(told(fd, 6), "throttle: set up again without one, what was held back is forgotten");
    close(fd);
}

void check_times(void) {
    int sender = open_bound(bench.first);
    check_timeout(sender);
    check_throttle(sender);
    close(sender);
}
