#include "message.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int open_bcm(void) {
    int fd = socket(AF_CAN, SOCK_DGRAM, CAN_BCM);
    if (fd < 0) {
        perror("socket(AF_CAN, SOCK_DGRAM, CAN_BCM)");
        printf("Bail out! no BCM\n");
        exit(2);
    }
    return fd;
}

int open_connected(const char *name) {
    int fd = open_bcm();
    struct sockaddr_can address = address_of(name[0] == '\0' ? NULL : name);
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        perror("connect");
        printf("Bail out! connect\n");
        exit(2);
    }
    return fd;
}

struct message message_of(uint32_t opcode, uint32_t flags, canid_t id, uint32_t nframes) {
    struct message message;
    memset(&message, 0, sizeof message);
    message.head.opcode = opcode;
    message.head.flags = flags;
    message.head.can_id = id;
    message.head.nframes = nframes;
    return message;
}

void every(struct message *message, long first_us, long then_us) {
    message->head.ival1.tv_sec = first_us / 1000000;
    message->head.ival1.tv_usec = first_us % 1000000;
    message->head.ival2.tv_sec = then_us / 1000000;
    message->head.ival2.tv_usec = then_us % 1000000;
}

void data_of(struct message *message, int frame, canid_t id, uint8_t length, uint8_t first_byte) {
    if ((message->head.flags & CAN_FD_FRAME) != 0) {
        message->fd[frame].can_id = id;
        message->fd[frame].len = length;
        message->fd[frame].data[0] = first_byte;
    } else {
        message->classic[frame].can_id = id;
        message->classic[frame].can_dlc = length;
        message->classic[frame].data[0] = first_byte;
    }
}

size_t size_of(const struct message *message, unsigned frames) {
    size_t frame = (message->head.flags & CAN_FD_FRAME) != 0 ? CANFD_MTU : CAN_MTU;
    return sizeof message->head + frames * frame;
}

bool tell_size(int fd, const struct message *message, size_t size) {
    return write(fd, message, size) == (ssize_t)size;
}

bool tell(int fd, const struct message *message) {
    return tell_size(fd, message, size_of(message, message->head.nframes));
}

bool refuses(int fd, const struct message *message, int error) {
    return !tell(fd, message) && errno == error;
}

ssize_t hear(int fd, struct message *message) {
    return has_input(fd, PATIENCE_MS) ? read(fd, message, sizeof *message) : -1;
}

bool hears(int fd, struct message *message, uint32_t opcode) {
    return hear(fd, message) >= (ssize_t)sizeof message->head && message->head.opcode == opcode;
}

bool is_silent(int fd) {
    char byte;
    return recv(fd, &byte, 1, MSG_DONTWAIT | MSG_PEEK) == -1 && errno == EAGAIN;
}

uint64_t now_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}
