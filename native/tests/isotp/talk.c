#include "talk.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct bench bench;

static void bail_out(const char *what) {
    perror(what);
    printf("Bail out! %s\n", what);
    exit(2);
}

int open_isotp(void) {
    int fd = socket(AF_CAN, SOCK_DGRAM, CAN_ISOTP);
    if (fd < 0) {
        bail_out("socket(AF_CAN, SOCK_DGRAM, CAN_ISOTP)");
    }
    return fd;
}

struct sockaddr_can address_of(const char *name, canid_t tx, canid_t rx) {
    struct sockaddr_can address = {.can_family = AF_CAN};
    address.can_ifindex = (int)if_nametoindex(name);
    address.can_addr.tp.tx_id = tx;
    address.can_addr.tp.rx_id = rx;
    return address;
}

bool bind_to(int fd, const char *name, canid_t tx, canid_t rx) {
    struct sockaddr_can address = address_of(name, tx, rx);
    return bind(fd, (struct sockaddr *)&address, sizeof address) == 0;
}

int open_tester(bool (*set)(int fd)) {
    int fd = open_isotp();
    if ((set != NULL && !set(fd)) || !bind_to(fd, bench.first, TESTER, ECU)) {
        bail_out("an ISO-TP socket with options");
    }
    return fd;
}

bool set_option(int fd, int option, const void *value, socklen_t size) {
    return setsockopt(fd, SOL_CAN_ISOTP, option, value, size) == 0;
}

bool set_flags(int fd, uint32_t flags) {
    struct can_isotp_options options = {.flags = flags, .txpad_content = 0xAA, .rxpad_content = 0xAA};
    options.ext_address = 0xF1;
    options.rx_ext_address = 0x10;
    return set_option(fd, CAN_ISOTP_OPTS, &options, sizeof options);
}

bool set_link(int fd, uint8_t mtu, uint8_t length, uint8_t flags) {
    struct can_isotp_ll_options link = {.mtu = mtu, .tx_dl = length, .tx_flags = flags};
    return set_option(fd, CAN_ISOTP_LL_OPTS, &link, sizeof link);
}

int open_partner(void) {
    int fd = socket(AF_CAN, SOCK_RAW, CAN_RAW);
    int on = 1;
    struct can_filter filter = {TESTER, CAN_SFF_MASK | CAN_EFF_FLAG};
    struct sockaddr_can address = address_of(bench.first, 0, 0);
    if (fd < 0 || setsockopt(fd, SOL_CAN_RAW, CAN_RAW_FD_FRAMES, &on, sizeof on) != 0
        || setsockopt(fd, SOL_CAN_RAW, CAN_RAW_FILTER, &filter, sizeof filter) != 0
        || bind(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        bail_out("a CAN_RAW socket");
    }
    return fd;
}

static size_t bytes_of(const char *hex, uint8_t *to) {
    size_t count = 0;
    for (unsigned byte; sscanf(hex, "%2x", &byte) == 1; hex += 2) {
        to[count++] = (uint8_t)byte;
    }
    return count;
}

bool say(int partner, const char *text) {
    struct canfd_frame frame = {0};
    const char *data = strchr(text, '#') + 1;
    frame.can_id = (canid_t)strtoul(text, NULL, 16) | (data - text > 4 ? CAN_EFF_FLAG : 0);
    bool fd = *data == '#';
    if (fd) {
        frame.flags = (uint8_t)(data[1] - '0');
        data += 2;
    }
    frame.len = (uint8_t)bytes_of(data, frame.data);
    ssize_t size = fd ? CANFD_MTU : CAN_MTU;
    return write(partner, &frame, (size_t)size) == size;
}

/* The flag that says "FD" came late to the kernel, and says nothing new. */
static void print(const struct canfd_frame *frame, ssize_t size, char *text) {
    text += sprintf(text, (frame->can_id & CAN_EFF_FLAG) != 0 ? "%08X#" : "%03X#", frame->can_id & CAN_EFF_MASK);
    if (size == CANFD_MTU) {
        text += sprintf(text, "#%X", frame->flags & 3);
    }
    for (int i = 0; i < frame->len; i++) {
        text += sprintf(text, "%02X", frame->data[i]);
    }
}

bool has_input(int fd, int timeout_ms) {
    struct pollfd seen = {.fd = fd, .events = POLLIN};
    return poll(&seen, 1, timeout_ms) == 1;
}

bool hears(int partner, const char *frame) {
    struct canfd_frame heard;
    char text[160] = "nothing";
    if (has_input(partner, PATIENCE_MS)) {
        ssize_t size = read(partner, &heard, sizeof heard);
        print(&heard, size, text);
    }
    bool same = strcmp(text, frame) == 0;
    if (!same) {
        printf("# heard %s instead of %s\n", text, frame);
    }
    return same;
}

bool hears_nothing(int partner) {
    return !has_input(partner, 0);
}

bool sends(int fd, const char *pdu) {
    uint8_t bytes[4096];
    size_t count = bytes_of(pdu, bytes);
    return write(fd, bytes, count) == (ssize_t)count;
}

bool gets(int fd, const char *pdu) {
    uint8_t expected[4096];
    uint8_t got[4096];
    size_t count = bytes_of(pdu, expected);
    if (!has_input(fd, PATIENCE_MS)) {
        return false;
    }
    ssize_t size = read(fd, got, sizeof got);
    return size == (ssize_t)count && memcmp(got, expected, count) == 0;
}

int error_of_read(int fd) {
    uint8_t byte;
    has_input(fd, PATIENCE_MS);
    return recv(fd, &byte, 1, MSG_DONTWAIT) < 0 ? errno : 0;
}
