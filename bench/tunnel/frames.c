/*
 * Frames through a tunnel, in at one bus and out at another of the same machine:
 *
 *   frames write INTERFACE COUNT RATE [PID...]   RATE frames a second at absolute deadlines, 0 is a flood
 *   frames read INTERFACE COUNT                  until COUNT frames came, or none for two seconds
 *
 * A frame's data is its number (24 bits) and when it was written (40 bits of CLOCK_MONOTONIC in nanoseconds), so that
 * the reader knows what is missing, twice or out of order, and how long each was on its way. It prints "READ frames
 * missing twice disordered overflow p50 p99 max" in microseconds; the writer "WROTE frames seconds cpu", the last the
 * processor time in milliseconds that the processes took from the first frame until a second after the last.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/can/raw.h>
#include <net/if.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define ID 0x123
#define TIME_BITS 40
#define TIME_MASK ((1ULL << TIME_BITS) - 1)
#define QUIET_MS 2000
#define CPU_CLOCK(pid) ((~(clockid_t)(pid) << 3) | 2) /* CPUCLOCK_SCHED of a process, linux/posix-timers.h */

static uint64_t clock_ns(clockid_t clock) {
    struct timespec now = {0, 0};
    clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static void fail(const char *what) {
    perror(what);
    exit(2);
}

static int open_bus(const char *name) {
    int fd = socket(PF_CAN, SOCK_RAW, CAN_RAW);
    struct sockaddr_can address = {.can_family = AF_CAN, .can_ifindex = (int)if_nametoindex(name)};
    struct can_filter filter = {ID, CAN_EFF_FLAG | CAN_RTR_FLAG | CAN_SFF_MASK};
    int most = 512 << 20;
    int on = 1;
    if (fd < 0 || setsockopt(fd, SOL_CAN_RAW, CAN_RAW_FILTER, &filter, sizeof filter) != 0
        || setsockopt(fd, SOL_SOCKET, SO_RXQ_OVFL, &on, sizeof on) != 0
        || setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &most, sizeof most) != 0
        || bind(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        fail(name);
    }
    return fd;
}

static uint64_t cpu_of(int pids, char **pid) {
    uint64_t sum = 0;
    for (int i = 0; i < pids; i++) {
        sum += clock_ns(CPU_CLOCK(atoi(pid[i])));
    }
    return sum;
}

static void write_all(const char *name, uint32_t count, long rate, int pids, char **pid) {
    int fd = open_bus(name);
    struct can_filter none = {0, 0};
    setsockopt(fd, SOL_CAN_RAW, CAN_RAW_FILTER, &none, 0); /* hears nothing */
    uint64_t cpu = cpu_of(pids, pid);
    uint64_t start = clock_ns(CLOCK_MONOTONIC);
    for (uint32_t i = 0; i < count; i++) {
        if (rate > 0) {
            uint64_t due = start + (uint64_t)i * 1000000000 / (uint64_t)rate;
            struct timespec until = {(time_t)(due / 1000000000), (long)(due % 1000000000)};
            clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
        }
        uint64_t data = (uint64_t)i << TIME_BITS | (clock_ns(CLOCK_MONOTONIC) & TIME_MASK);
        struct can_frame frame = {.can_id = ID, .can_dlc = 8};
        memcpy(frame.data, &data, sizeof data);
        while (write(fd, &frame, sizeof frame) != sizeof frame) {
            if (errno != ENOBUFS) {
                fail("write");
            }
            usleep(100);
        }
    }
    double seconds = (double)(clock_ns(CLOCK_MONOTONIC) - start) / 1e9;
    sleep(1);
    printf("WROTE %u %.3f %.1f\n", count, seconds, (double)(cpu_of(pids, pid) - cpu) / 1e6);
}

static int compare(const void *one, const void *other) {
    uint32_t a = *(const uint32_t *)one;
    uint32_t b = *(const uint32_t *)other;
    return (a > b) - (a < b);
}

static uint32_t drops(struct msghdr *message) {
    struct cmsghdr *control = CMSG_FIRSTHDR(message);
    uint32_t lost = 0;
    if (control != NULL && control->cmsg_type == SO_RXQ_OVFL) {
        memcpy(&lost, CMSG_DATA(control), sizeof lost);
    }
    return lost;
}

static void read_all(const char *name, uint32_t count) {
    int fd = open_bus(name);
    uint32_t *took = calloc(count, sizeof *took);
    uint8_t *seen = calloc(count, 1);
    uint32_t came = 0;
    uint32_t twice = 0;
    uint32_t disordered = 0;
    uint32_t lost = 0;
    int64_t last = -1;
    struct pollfd ready = {fd, POLLIN, 0};
    printf("READY\n");
    fflush(stdout);
    while (came < count && poll(&ready, 1, came == 0 ? 60000 : QUIET_MS) > 0) {
        struct can_frame frame;
        char control[64];
        struct iovec part = {&frame, sizeof frame};
        struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control};
        message.msg_controllen = sizeof control;
        if (recvmsg(fd, &message, 0) != sizeof frame) {
            fail("recvmsg");
        }
        lost = drops(&message);
        uint64_t data;
        memcpy(&data, frame.data, sizeof data);
        uint32_t number = (uint32_t)(data >> TIME_BITS);
        uint64_t way = (clock_ns(CLOCK_MONOTONIC) - data) & TIME_MASK;
        if (number >= count || seen[number]) {
            twice++;
            continue;
        }
        seen[number] = 1;
        disordered += (int64_t)number < last;
        last = number;
        took[came++] = (uint32_t)(way / 1000);
    }
    qsort(took, came, sizeof *took, compare);
    printf("READ %u %u %u %u %u %u %u %u\n", came, count - came, twice, disordered, lost, came ? took[came / 2] : 0,
           came ? took[(uint64_t)came * 99 / 100] : 0, came ? took[came - 1] : 0);
}

int main(int words, char **word) {
    if (words >= 5 && strcmp(word[1], "write") == 0) {
        write_all(word[2], (uint32_t)atol(word[3]), atol(word[4]), words - 5, word + 5);
    } else if (words == 4 && strcmp(word[1], "read") == 0) {
        read_all(word[2], (uint32_t)atol(word[3]));
    } else {
        fprintf(stderr, "usage: %s write INTERFACE COUNT RATE [PID...] | read INTERFACE COUNT\n", word[0]);
        return 2;
    }
    return 0;
}
