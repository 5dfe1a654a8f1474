/*
 * rawtest: what CAN_RAW sockets do, as sentences. The expectations are those of net/can/raw.c and
 * net/can/af_can.c of Linux 6.x; the program knows nothing of Buslane and runs the same on a real vcan.
 *
 *   rawtest FIRST [SECOND [DOWN]]   FIRST and SECOND are up, FIRST takes CAN FD; DOWN is down
 *
 * The bus must be quiet otherwise. What must not arrive is proved by what was sent after it.
 */
#include "bus.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void keep_name(char to[IF_NAMESIZE], int count, char **words, int at) {
    if (at < count) {
        strncpy(to, words[at], IF_NAMESIZE - 1);
    }
}

int main(int count, char **words) {
    if (count == 3 && strcmp(words[1], "--inherited") == 0) {
        return answer_on_inherited(words[2]);
    }
    if (count == 3 && strcmp(words[1], "--few") == 0) {
        return create_with_few(words[2]);
    }
    if (count < 2) {
        fprintf(stderr, "usage: %s FIRST [SECOND [DOWN]]\n", words[0]);
        return 2;
    }
    alarm(120); /* a check that hangs fails */
    keep_name(bench.first, count, words, 1);
    keep_name(bench.second, count, words, 2);
    keep_name(bench.down, count, words, 3);
    check_creation();
    check_binding();
    check_sending();
    settle();
    check_receiving();
    settle();
    check_filters();
    settle();
    check_options();
    settle();
    check_control();
    settle();
    check_drops();
    settle();
    check_waiting();
    settle();
    check_many();
    settle();
    check_processes();
    settle();
    check_threads();
    settle();
    check_interfaces();
    if (bench.down[0] != '\0') {
        check_pending();
    } else {
        skip("errors that are pending", "no interface that is down given");
    }
    settle();
    check_edges();
    settle();
    check_network_ids();
    return plan();
}
