/*
 * isotptest: what CAN_ISOTP sockets do, as sentences. The expectations are those of net/can/isotp.c of Linux
 * 6.x; the program knows nothing of Buslane and runs the same on a real vcan.
 *
 *   isotptest FIRST [CLASSIC [DOWN]]   FIRST takes CAN FD, CLASSIC does not; both are up, DOWN is down
 *
 * Nobody else speaks on the bus. What must not be sent is proved by what is sent after it.
 */
#include "talk.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void keep_name(char to[IF_NAMESIZE], int count, char **words, int at) {
    if (at < count) {
        strncpy(to, words[at], IF_NAMESIZE - 1);
    }
}

int main(int count, char **words) {
    if (count < 2) {
        fprintf(stderr, "usage: %s FIRST [CLASSIC [DOWN]]\n", words[0]);
        return 2;
    }
    alarm(120); /* a check that hangs fails */
    keep_name(bench.first, count, words, 1);
    keep_name(bench.classic, count, words, 2);
    keep_name(bench.down, count, words, 3);
    check_creation();
    check_binding();
    check_options();
    check_frames();
    check_flow();
    check_receiving();
    check_errors();
    check_waiting();
    return plan();
}
