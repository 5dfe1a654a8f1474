/* Frames right and wrong by every call that sends. */
#include "trace.h"

#include <errno.h>
#include <linux/can/raw.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#define XL_FLAG 0x80 /* CANXL_XLF */

struct piece {
    unsigned char bytes[BYTES_MAX] __attribute__((aligned(8)));
    int size;
};

static unsigned char next_byte;

static void make(struct piece *piece) {
    static const canid_t ids[] = {0, 0x100, 0x101, 0x123, 0x7ff, CAN_EFF_FLAG | 0x123, CAN_EFF_FLAG | 0x1234567,
                                  CAN_RTR_FLAG | 0x123, CAN_ERR_FLAG | 0x40, CAN_ERR_FLAG | 0x104, 0x800, 0xffffffff};
    static const int odd[] = {0, 1, 8, 11, 12, 13, 15, 17, 20, 71, 73, 80, 140, 2060, 2061, 2100};
    static const unsigned char lengths[] = {9, 12, 15, 16, 64, 65, 128, 255};
    memset(piece->bytes, 0, sizeof piece->bytes);
    piece->size = knows_xl && one_in(10) ? pick(odd) : one_in(4) ? (int)CANFD_MTU : (int)CAN_MTU;
    canid_t id = pick(ids);
    memcpy(piece->bytes, &id, sizeof id);
    piece->bytes[4] = one_in(10) ? pick(lengths) : (unsigned char)below(9);
    piece->bytes[5] = one_in(4) ? (unsigned char)below(256) : 0;
    piece->bytes[7] = one_in(4) ? (unsigned char)below(20) : 0;
    memset(piece->bytes + 8, ++next_byte, 64);
    if (piece->size > (int)CANFD_MTU && one_in(2)) { /* a frame of CAN XL */
        uint16_t length = (uint16_t)(piece->size - 12);
        piece->bytes[4] = XL_FLAG;
        memcpy(piece->bytes + 6, &length, sizeof length);
    }
    say(" %d bytes ", piece->size);
    say_bytes(piece->bytes, 9);
}

static struct sockaddr_can any_address(socklen_t *length) {
    static const int lengths[] = {0, 1, 7, 9, 16, 128, 129, -1};
    struct sockaddr_can address = {.can_family = one_in(16) ? AF_INET : AF_CAN, .can_ifindex = any_index()};
    *length = (socklen_t)(one_in(8) ? pick(lengths) : one_in(2) ? 8 : (int)sizeof address);
    say(" to family %d ", address.can_family);
    say_interface(address.can_ifindex);
    say(" length %d", (int)*length);
    return address;
}

static int any_flags(void) {
    static const int flags[] = {0, 0, MSG_DONTWAIT, MSG_NOSIGNAL, MSG_OOB, MSG_DONTROUTE, MSG_CONFIRM, MSG_MORE, MSG_EOR,
                                MSG_PEEK, MSG_TRUNC, MSG_ERRQUEUE, 0x10000000};
    int one = pick(flags);
    say(" flags %#x", one);
    return one;
}

static void send_message(int fd, struct piece *piece) {
    struct iovec parts[4];
    unsigned count = 1 + below(4);
    size_t at = 0;
    for (unsigned i = 0; i < count; i++) {
        size_t step = i + 1 == count ? (size_t)piece->size - at : below((unsigned)piece->size - (unsigned)at + 1);
        parts[i] = (struct iovec){piece->bytes + at, step};
        at += step;
    }
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = count};
    struct sockaddr_can address;
    if (one_in(3)) {
        address = any_address(&message.msg_namelen);
        message.msg_name = &address;
    }
    union {
        struct cmsghdr head;
        char bytes[64];
    } control;
    if (one_in(4)) {
        static const int types[] = {1, 2, SO_TIMESTAMPING, 65, SO_TIMESTAMP, 36, 61, 82, 99};
        static const int lengths[] = {0, 15, 16, 17, 20, 24, 40, 100};
        memset(&control, 0, sizeof control);
        control.head.cmsg_level = one_in(3) ? SOL_CAN_RAW : SOL_SOCKET;
        control.head.cmsg_type = pick(types);
        control.head.cmsg_len = (size_t)pick(lengths);
        message.msg_control = &control;
        message.msg_controllen = pick(((const unsigned[]){8, 16, 20, 24, 40}));
        if (control.head.cmsg_level == SOL_SOCKET && control.head.cmsg_type < 3) {
            control.head.cmsg_type = SO_TIMESTAMPING; /* descriptors and credentials are another story */
        }
        say(" control %d/%d length %zu of %zu", control.head.cmsg_level, control.head.cmsg_type,
            (size_t)control.head.cmsg_len, (size_t)message.msg_controllen);
    }
    int flags = any_flags();
    if (one_in(4)) {
        struct mmsghdr many[2] = {{.msg_hdr = message}, {.msg_hdr = message}};
        say(" twice");
        say_result(sendmmsg(fd, many, 2, flags));
        say(" %u %u", many[0].msg_len, many[1].msg_len);
    } else {
        say_result(sendmsg(fd, &message, flags));
    }
}

/* An option is answered behind what was sent before: then all of it is where it belongs. */
static void settle(int fd) {
    int error = errno;
    int value;
    socklen_t size = sizeof value;
    getsockopt(fd, SOL_CAN_RAW, CAN_RAW_LOOPBACK, &value, &size);
    errno = error;
}

void step_send(unsigned slot) {
    int fd = sockets[slot];
    struct piece piece;
    struct sockaddr_can address;
    socklen_t length;
    int flags;
    switch (below(6)) {
    case 0:
        say("send");
        make(&piece);
        flags = any_flags();
        say_result(send(fd, piece.bytes, (size_t)piece.size, flags));
        break;
    case 1:
        say("sendto");
        make(&piece);
        address = any_address(&length);
        flags = any_flags();
        say_result(sendto(fd, piece.bytes, (size_t)piece.size, flags, (struct sockaddr *)&address, length));
        break;
    case 2:
    case 3:
        say("sendmsg");
        make(&piece);
        send_message(fd, &piece);
        break;
    default:
        say("write");
        make(&piece);
        say_result(write(fd, piece.bytes, (size_t)piece.size));
        break;
    }
    settle(fd);
}
