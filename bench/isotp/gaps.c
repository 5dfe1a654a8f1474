/*
 * How well an ISO-TP sender keeps a separation time: gaps INTERFACE FRAMES STMIN_MS
 *
 * Sends a PDU of so many consecutive frames from one CAN_ISOTP socket to another and reads the frames on a
 * CAN_RAW socket. Prints by how many microseconds two consecutive frames were further apart than asked for, by
 * their time stamps: "least p50 p99". The same on a kernel and under `buslane run`.
 */
#include <linux/can/isotp.h>
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

#define TESTER 0x7E0
#define ECU 0x7E8
#define FIRST_DATA 6
#define DATA 7

static void fail(const char *what) {
    perror(what);
    exit(2);
}

static int open_bound(int type, int protocol, const char *name, canid_t tx, canid_t rx, int stmin) {
    int fd = socket(PF_CAN, type, protocol);
    struct sockaddr_can address = {.can_family = AF_CAN, .can_ifindex = (int)if_nametoindex(name)};
    struct can_isotp_fc_options flow = {.stmin = (uint8_t)stmin};
    address.can_addr.tp.tx_id = tx;
    address.can_addr.tp.rx_id = rx;
    if (fd < 0
        || (protocol == CAN_ISOTP && setsockopt(fd, SOL_CAN_ISOTP, CAN_ISOTP_RECV_FC, &flow, sizeof flow) != 0)
        || bind(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        fail("a socket");
    }
    return fd;
}

static int open_reader(const char *name) {
    int fd = open_bound(SOCK_RAW, CAN_RAW, name, 0, 0, 0);
    struct can_filter filter = {TESTER, CAN_SFF_MASK};
    int on = 1;
    if (setsockopt(fd, SOL_CAN_RAW, CAN_RAW_FILTER, &filter, sizeof filter) != 0
        || setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on) != 0) {
        fail("a reader");
    }
    return fd;
}

static int64_t take(int fd) {
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
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int words, char **word) {
    int count = words == 4 ? atoi(word[2]) : 0;
    int stmin = words == 4 ? atoi(word[3]) : 0;
    if (count < 2 || count > 1000 || stmin < 1 || stmin > 127) {
        fprintf(stderr, "usage: %s INTERFACE FRAMES STMIN_MS\n", word[0]);
        return 2;
    }
    int reader = open_reader(word[1]);
    open_bound(SOCK_DGRAM, CAN_ISOTP, word[1], ECU, TESTER, stmin);
    int sender = open_bound(SOCK_DGRAM, CAN_ISOTP, word[1], TESTER, ECU, 0);
    char pdu[FIRST_DATA + DATA * 1000] = {0};
    int64_t off[1000];
    size_t length = FIRST_DATA + DATA * (size_t)count;
    if (write(sender, pdu, length) != (ssize_t)length) {
        fail("write");
    }
    take(reader);
    int64_t before = take(reader);
    for (int i = 1; i < count; i++) {
        int64_t stamp = take(reader);
        off[i - 1] = stamp - before - stmin * 1000000LL;
        before = stamp;
    }
    sort_times(off, count - 1);
    printf("%.1f %.1f %.1f\n", (double)off[0] / 1e3, percentile_us(off, count - 1, 50), percentile_us(off, count - 1, 99));
    return 0;
}
