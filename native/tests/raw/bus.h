/* What the RAW conformance checks do with a bus, in one line each. */
#ifndef BUSLANE_TESTS_BUS_H
#define BUSLANE_TESTS_BUS_H

#include "../tap.h"

#include <linux/can.h>
#include <linux/can/raw.h>
#include <net/if.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#define PATIENCE_MS 5000

/* The interfaces under test. An empty name: there is none. */
struct bench {
    char first[IF_NAMESIZE];  /* up, MTU 72 */
    char second[IF_NAMESIZE]; /* up */
    char down[IF_NAMESIZE];   /* exists, is down */
};
extern struct bench bench;

/*
 * QEMU's user mode carries out the calls of another architecture's program: it executes none but its own kind, needs
 * descriptors of its own, and takes no time limit of recvmmsg's (do_sendrecvmmsg() of linux-user/syscall.c).
 */
bool is_emulated(void);

/* Sockets are closed by the check that opened them; a failing open ends the program. */
int open_raw(void);
int open_bound(const char *name);
int open_fd(const char *name);
struct sockaddr_can address_of(const char *name);
bool set_number(int fd, int level, int option, int value);
int get_number(int fd, int level, int option);
bool set_filters(int fd, const struct can_filter *filters, size_t count);

struct can_frame frame_of(canid_t id, uint8_t first_byte);
bool put(int fd, canid_t id, uint8_t first_byte);
bool put_fd(int fd, canid_t id, uint8_t length);
bool has_input(int fd, int timeout_ms);

/* The next frame's id, or ~0 when none comes. */
canid_t take(int fd);
struct taken {
    ssize_t size;
    struct canfd_frame frame;
};
struct taken take_whole(int fd);
/*
 * Returns when everything that was written to the first bus has arrived. A kernel leaves a flood's rest to ksoftirqd
 * (net/core/dev.c, enqueue_to_backlog), and sockets opened meanwhile would hear it; it keeps the order.
 */
void settle(void);
void drain(int fd);

/* Groups of checks, one file each. */
void check_creation(void);
void check_binding(void);
void check_sending(void);
void check_receiving(void);
void check_filters(void);
void check_options(void);
void check_control(void);
void check_drops(void);
void check_waiting(void);
void check_many(void);
void check_processes(void);
void check_threads(void);
void check_interfaces(void);
void check_pending(void);
void check_edges(void);
void check_network_ids(void);

/* processes.c: this program started again with a bus socket it inherited. */
int answer_on_inherited(const char *descriptor);

/* creation.c: this program started again to make a socket with so many descriptors left. */
int create_with_few(const char *left);

#endif
