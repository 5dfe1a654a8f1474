/*
 * bcmtest: what CAN_BCM sockets do, as sentences. The expectations are those of net/can/bcm.c of Linux 6.x; the
 * program knows nothing of Buslane and runs the same on a real vcan.
 *
 *   bcmtest FIRST SECOND DOWN   FIRST is up and takes CAN FD, SECOND is up and does not, DOWN is down
 *
 * The bus must be quiet otherwise. Times are only ever too long on a machine with other things to do, so what is
 * checked of them is that they are not too short.
 */
#include "message.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int count, char **words) {
    if (count != 4) {
        fprintf(stderr, "usage: %s FIRST SECOND DOWN\n", words[0]);
        return 2;
    }
    alarm(120); /* a check that hangs fails */
    strncpy(bench.first, words[1], IF_NAMESIZE - 1);
    strncpy(bench.second, words[2], IF_NAMESIZE - 1);
    strncpy(bench.down, words[3], IF_NAMESIZE - 1);
    check_sockets();
    settle();
    check_mistakes();
    settle();
    check_cyclic();
    settle();
    check_changes();
    settle();
    check_times();
    settle();
    check_downs();
    return plan();
}
