/*
 * How many frames a second get through can-gw, in one process: what it writes it also reads, 64 at a time, so that
 * nothing is ever lost, no scheduler takes part, and the figure is the kernel's path alone.
 *
 *   frames read|write SECONDS BUS INSIDE ID,ID,... NAMESPACE...
 *
 * read: written to BUS, read from INSIDE in each namespace. write: written to INSIDE in the first, read from BUS, and the
 * others have no rule to hear it. Prints frames written per second; one that is missing or too many is exit status 1.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/can.h>
#include <linux/can/raw.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 64, READERS = 16, IDS = 64 };

static struct can_frame written[BATCH], got[BATCH];
static struct iovec to[BATCH], from[BATCH];
static struct mmsghdr out[BATCH], in[BATCH];

static void fail(const char *what) {
    fprintf(stderr, "frames: %s: %s\n", what, strerror(errno));
    exit(1);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

/* In the namespace of this thread. */
static int open_bus(const char *name) {
    int bus = socket(PF_CAN, SOCK_RAW | SOCK_NONBLOCK, CAN_RAW);
    struct ifreq request = {0};
    snprintf(request.ifr_name, sizeof request.ifr_name, "%s", name);
    if (bus < 0 || ioctl(bus, SIOCGIFINDEX, &request)) fail(name);
    struct sockaddr_can address = {.can_family = AF_CAN, .can_ifindex = request.ifr_ifindex};
    if (bind(bus, (struct sockaddr *) &address, sizeof address)) fail(name);
    return bus;
}

static void enter(const char *file) {
    int namespace = open(file, O_RDONLY | O_CLOEXEC);
    if (namespace < 0 || setns(namespace, CLONE_NEWNET)) fail(file);
    close(namespace);
}

/* A writer that reads nothing, or its queue would fill with what the others write. */
static void write_only(int bus) {
    if (setsockopt(bus, SOL_CAN_RAW, CAN_RAW_FILTER, NULL, 0)) fail("CAN_RAW_FILTER");
}

static void send_batch(int writer) {
    if (sendmmsg(writer, out, BATCH, 0) != BATCH) fail("sendmmsg");
}

/* All of them, in order, and no other. */
static void receive_batch(int reader, const char *who) {
    int count = 0;
    while (count < BATCH) {
        int more = recvmmsg(reader, in, (unsigned) (BATCH - count), 0, NULL);
        if (more < 0) fail(who);
        for (int i = 0; i < more; i++, count++) {
            if (got[i].can_id != written[count].can_id || got[i].data[0] != written[count].data[0]) {
                fprintf(stderr, "frames: %s: frame %d is %03X, not %03X\n", who, count, got[i].can_id,
                        written[count].can_id);
                exit(1);
            }
        }
    }
}

static void prepare(char *ids) {
    canid_t each[IDS];
    int count = 0;
    for (char *id = strtok(ids, ","); id && count < IDS; id = strtok(NULL, ",")) each[count++] = strtoul(id, NULL, 16);
    for (int i = 0; i < BATCH; i++) {
        written[i] = (struct can_frame) {.can_id = each[i % count], .can_dlc = 8, .data = {(unsigned char) i}};
        to[i] = (struct iovec) {&written[i], sizeof written[i]};
        from[i] = (struct iovec) {&got[i], sizeof got[i]};
        out[i].msg_hdr = (struct msghdr) {.msg_iov = &to[i], .msg_iovlen = 1};
        in[i].msg_hdr = (struct msghdr) {.msg_iov = &from[i], .msg_iovlen = 1};
    }
}

int main(int argc, char **argv) {
    int namespaces = argc - 6;
    if (namespaces < 1 || namespaces >= READERS || (strcmp(argv[1], "read") && strcmp(argv[1], "write"))) {
        fprintf(stderr, "usage: frames read|write SECONDS BUS INSIDE ID,ID,... NAMESPACE...\n");
        return 2;
    }
    int writes = !strcmp(argv[1], "write");
    double seconds = strtod(argv[2], NULL);
    prepare(argv[5]);
    int sockets[READERS];
    sockets[0] = open_bus(argv[3]);
    for (int i = 1; i <= namespaces; i++) {
        enter(argv[5 + i]);
        sockets[i] = open_bus(argv[4]);
    }
    int writer = writes ? 1 : 0;
    write_only(sockets[writer]);
    unsigned long frames = 0;
    double begun = now(), taken;
    do {
        send_batch(sockets[writer]);
        if (writes) {
            receive_batch(sockets[0], argv[3]);
        } else {
            for (int i = 1; i <= namespaces; i++) receive_batch(sockets[i], argv[5 + i]);
        }
        frames += BATCH;
        taken = now() - begun;
    } while (taken < seconds);
    for (int i = 0; i <= namespaces; i++) {
        if (recv(sockets[i], got, sizeof got[0], 0) >= 0) {
            fprintf(stderr, "frames: %s: a frame too many\n", i ? argv[5 + i] : argv[3]);
            return 1;
        }
    }
    printf("%.0f\n", (double) frames / taken);
    return 0;
}
