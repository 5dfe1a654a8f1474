/*
 * How even a broadcast manager's beat is: jitter INTERFACE FRAMES PERIOD_US
 *
 * Sets up one cyclic frame and reads it on a CAN_RAW socket. Of each two frames in turn it takes by how much they
 * were apart more or less than the period: by the time stamps they have, and by when the reader had them. Prints
 * both as "WHAT p50 p99 max" in microseconds. The same on a kernel and under `buslane run`.
 */
#include <linux/can/bcm.h>
#include <linux/can/raw.h>
#include <net/if.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "../share/times.h"

#define ID 0x123

static void fail(const char *what) {
    perror(what);
    exit(2);
}

static void begin(const char *name, long period_us) {
    int fd = socket(PF_CAN, SOCK_DGRAM, CAN_BCM);
    struct sockaddr_can address = {.can_family = AF_CAN, .can_ifindex = (int)if_nametoindex(name)};
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        fail("a broadcast manager");
    }
    struct {
        struct bcm_msg_head head;
        struct can_frame frame;
    } setup;
    memset(&setup, 0, sizeof setup);
    setup.head.opcode = TX_SETUP;
    setup.head.flags = SETTIMER | STARTTIMER;
    setup.head.can_id = ID;
    setup.head.nframes = 1;
    setup.head.ival2.tv_sec = period_us / 1000000;
    setup.head.ival2.tv_usec = period_us % 1000000;
    setup.frame = (struct can_frame){.can_id = ID, .can_dlc = 8};
    if (write(fd, &setup, sizeof setup) != sizeof setup) {
        fail("TX_SETUP");
    }
}

static int64_t take(int fd, int64_t *stamp) {
    struct can_frame frame;
    char control[128];
    struct iovec part = {&frame, sizeof frame};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control};
    message.msg_controllen = sizeof control;
    if (recvmsg(fd, &message, 0) != sizeof frame) {
        fail("recvmsg");
    }
    struct timespec time;
    memcpy(&time, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof time);
    *stamp = time.tv_sec * 1000000000LL + time.tv_nsec;
    return now_ns();
}

static void report(const char *what, int64_t *off, int count) {
    sort_times(off, count);
    printf("%s %.1f %.1f %.1f\n", what, percentile_us(off, count, 50), percentile_us(off, count, 99),
           (double)off[count - 1] / 1e3);
}

int main(int words, char **word) {
    int count = words == 4 ? atoi(word[2]) : 0;
    long period_us = words == 4 ? atol(word[3]) : 0;
    if (count < 2 || period_us < 1) {
        fprintf(stderr, "usage: %s INTERFACE FRAMES PERIOD_US\n", word[0]);
        return 2;
    }
    int fd = socket(PF_CAN, SOCK_RAW, CAN_RAW);
    struct sockaddr_can address = {.can_family = AF_CAN, .can_ifindex = (int)if_nametoindex(word[1])};
    struct can_filter filter = {ID, CAN_SFF_MASK};
    int on = 1;
    if (fd < 0 || setsockopt(fd, SOL_CAN_RAW, CAN_RAW_FILTER, &filter, sizeof filter) != 0
        || setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on) != 0
        || bind(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        fail("a reader");
    }
    begin(word[1], period_us);
    int64_t *stamps = calloc((size_t)count, sizeof *stamps);
    int64_t *arrivals = calloc((size_t)count, sizeof *arrivals);
    int64_t stamp_before;
    int64_t before;
    for (int warm = 0; warm < 50; warm++) {
        before = take(fd, &stamp_before);
    }
    for (int i = 0; i < count; i++) {
        int64_t stamp;
        int64_t arrival = take(fd, &stamp);
        arrivals[i] = llabs(arrival - before - period_us * 1000);
        stamps[i] = llabs(stamp - stamp_before - period_us * 1000);
        before = arrival;
        stamp_before = stamp;
    }
    report("stamp", stamps, count);
    report("arrival", arrivals, count);
    return 0;
}
