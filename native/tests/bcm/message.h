/* What the BCM conformance checks do with a broadcast manager, in one line each. */
#ifndef BUSLANE_TESTS_MESSAGE_H
#define BUSLANE_TESTS_MESSAGE_H

#include "../raw/bus.h"

#include <linux/can/bcm.h>
#include <stdint.h>

#define MOST 258

struct message {
    struct bcm_msg_head head;
    union {
        struct can_frame classic[MOST];
        struct canfd_frame fd[MOST];
    };
};

/* A socket that is not connected, or connected to an interface; "" is every one. */
int open_bcm(void);
int open_connected(const char *name);

/* A head with nothing but these. */
struct message message_of(uint32_t opcode, uint32_t flags, canid_t id, uint32_t nframes);
void every(struct message *message, long first_us, long then_us);
void data_of(struct message *message, int frame, canid_t id, uint8_t length, uint8_t first_byte);

/* Bytes of a message with so many frames. */
size_t size_of(const struct message *message, unsigned frames);

/* The whole of it: true, or errno says why not. */
bool tell(int fd, const struct message *message);
bool tell_size(int fd, const struct message *message, size_t size);
bool refuses(int fd, const struct message *message, int error);

/* The next message's size, or -1 if none comes. */
ssize_t hear(int fd, struct message *message);
bool hears(int fd, struct message *message, uint32_t opcode);
bool is_silent(int fd);

uint64_t now_us(void);

void check_sockets(void);
void check_mistakes(void);
void check_cyclic(void);
void check_changes(void);
void check_times(void);
void check_downs(void);

#endif
