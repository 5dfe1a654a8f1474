#include "bus.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct bench bench;

bool is_emulated(void) {
    return getenv("RAWTEST_EMULATED") != NULL;
}

static void bail_out(const char *what) {
    perror(what);
    printf("Bail out! %s\n", what);
    exit(2);
}

int open_raw(void) {
    int fd = socket(AF_CAN, SOCK_RAW, CAN_RAW);
    if (fd < 0) {
        bail_out("socket(AF_CAN, SOCK_RAW, CAN_RAW)");
    }
    return fd;
}

struct sockaddr_can address_of(const char *name) {
    struct sockaddr_can address = {.can_family = AF_CAN};
    address.can_ifindex = name == NULL ? 0 : (int)if_nametoindex(name);
    return address;
}

int open_bound(const char *name) {
    int fd = open_raw();
    struct sockaddr_can address = address_of(name);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        bail_out("bind");
    }
    return fd;
}

int open_fd(const char *name) {
    int fd = open_bound(name);
    if (!set_number(fd, SOL_CAN_RAW, CAN_RAW_FD_FRAMES, 1)) {
        bail_out("CAN_RAW_FD_FRAMES");
    }
    return fd;
}

bool set_number(int fd, int level, int option, int value) {
    return setsockopt(fd, level, option, &value, sizeof value) == 0;
}

int get_number(int fd, int level, int option) {
    int value = -1;
    socklen_t size = sizeof value;
    return getsockopt(fd, level, option, &value, &size) == 0 && size == sizeof value ? value : -1;
}

bool set_filters(int fd, const struct can_filter *filters, size_t count) {
    return setsockopt(fd, SOL_CAN_RAW, CAN_RAW_FILTER, filters, (socklen_t)(count * sizeof *filters)) == 0;
}

struct can_frame frame_of(canid_t id, uint8_t first_byte) {
    struct can_frame frame = {.can_id = id, .can_dlc = (id & CAN_RTR_FLAG) != 0 ? 0 : 1};
    frame.data[0] = (id & CAN_RTR_FLAG) != 0 ? 0 : first_byte;
    return frame;
}

bool put(int fd, canid_t id, uint8_t first_byte) {
    struct can_frame frame = frame_of(id, first_byte);
    return write(fd, &frame, sizeof frame) == sizeof frame;
}

bool put_fd(int fd, canid_t id, uint8_t length) {
    struct canfd_frame frame = {.can_id = id, .len = length};
    for (int i = 0; i < length; i++) {
        frame.data[i] = (uint8_t)(i + 1);
    }
    return write(fd, &frame, sizeof frame) == sizeof frame;
}

bool has_input(int fd, int timeout_ms) {
    struct pollfd seen = {.fd = fd, .events = POLLIN};
    return poll(&seen, 1, timeout_ms) == 1 && (seen.revents & POLLIN) != 0;
}

struct taken take_whole(int fd) {
    struct taken taken = {.size = -1};
    if (has_input(fd, PATIENCE_MS)) {
        taken.size = read(fd, &taken.frame, sizeof taken.frame);
    }
    return taken;
}

canid_t take(int fd) {
    struct taken taken = take_whole(fd);
    return taken.size > 0 ? taken.frame.can_id : ~0u;
}

void settle(void) {
    enum { MARK = 0x7FE };
    int sender = open_bound(bench.first);
    int witness = open_bound(bench.first);
    put(sender, MARK, 0);
    for (canid_t taken = 0; taken != MARK && taken != ~0u; taken = take(witness)) {
    }
    close(sender);
    close(witness);
}

/* Everything that is there; for sockets whose queue a check filled. */
void drain(int fd) {
    char frame[CANFD_MTU];
    while (recv(fd, frame, sizeof frame, MSG_DONTWAIT) > 0) {
    }
}
