/*
 * What the files of the layer share. Nothing here is visible outside the library.
 *
 * Every hook has one shape: if the descriptor (or name, or index) is the lane's, answer as
 * net/can/raw.c would; else pass the call on to the next definition of the same name.
 */
#ifndef BUSLANE_LAYER_H
#define BUSLANE_LAYER_H

#include "../bus_socket.h"
#include "syscall.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/types.h>

#ifndef BL_CANSIM
#define BL_CANSIM 0 /* 1 in libcansim.so */
#endif

#define EXPORT __attribute__((visibility("default")))

#define CAN_ADDRESS_SIZE 8 /* CAN_REQUIRED_SIZE(struct sockaddr_can, can_ifindex), RAW_MIN_NAMELEN */
#define FRAME_MAX 2060     /* CANXL_MTU */
#define HARDWARE_CAN 280  /* ARPHRD_CAN; <linux/if_arp.h> and <net/if.h> cannot be had together */
#define IOV_LIMIT 1024     /* UIO_MAXIOV */

/* What a C function returns for a kernel result: the value, or -1 with errno set. */
static inline long answer(long result) {
    if (result < 0) {
        errno = (int)-result;
        return -1;
    }
    return result;
}

/* recognise.c: whose descriptor is this? */
bool is_ours(int fd, uint32_t *state);
bool keep_state(int fd, uint32_t state);
void expect_ours(void);
const char *lane_path(void);

/* request.c: questions to the gateway, each with a reply descriptor of its own. */
struct question {
    enum bl_op op;
    int level;
    int name;
    const void *value;
    size_t length;
    const struct iovec *parts; /* instead of `value`, for a length that is theirs together */
    size_t count;
    bool once; /* not to be asked again if the gateway dies with it: then it is ENETDOWN */
    void *into;  /* where the reply's value goes */
    size_t room;
    uint64_t until; /* on CLOCK_MONOTONIC, in ns; 0: as long as it takes */
    int carried;    /* descriptor that came with the reply, or -1 */
    bool cut;       /* one came and there was no number for it */
    struct bl_reply reply;
};
int ask(int fd, struct question *question);
int ask_or_recover(int fd, struct question *question);
bool has_hung_up(int fd);

/* attach.c: a connection to the lane's gateway, blocking, close-on-exec. `until` as in a question. */
int attach(uint64_t until);

/*
 * table.c: the lane's interfaces. A descriptor below 0 means: by a connection of our own, and only as
 * long as a program that uses no CAN may be kept waiting by a gateway that hangs.
 */
int know_table(int fd);
const struct bl_table *table_of_lane(int fd);
bool interface_by_index(int fd, uint32_t index, struct bl_interface *found);
bool interface_by_name(int fd, const char *name, struct bl_interface *found);

/* local_options.c: 0 or -errno for an option a CAN socket does not have; 1 for every other. */
int refuse_local_option(int level, int name, const void *value, socklen_t length);

/* memo.c: per-descriptor leftovers of a receive. */
void memo_clear(int fd);
void memo_stamp(int fd, const struct bl_trailer *trailer);
uint64_t memo_last_stamp(int fd);
void memo_error(int fd, int error);
int memo_take_error(int fd);

#endif
