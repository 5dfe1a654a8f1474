/* socket, bind, close, dup, and the calls that name an address. */
#include "trace.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static void open_one(unsigned slot) {
    static const int types[] = {SOCK_DGRAM, SOCK_STREAM, SOCK_SEQPACKET, 0, 11, 15, SOCK_RAW | 0x4000};
    static const int protocols[] = {0, -1, 8, 100};
    int type = one_in(16) ? pick(types) : SOCK_RAW;
    int protocol = one_in(16) ? pick(protocols) : CAN_RAW;
    waits[slot] = one_in(4);
    int fd = socket(AF_CAN, type | (waits[slot] ? 0 : SOCK_NONBLOCK), protocol);
    say("socket(%#x, %d)", type, protocol);
    if (fd < 0) {
        say_result(fd);
    } else {
        say(" = fd, flags %#x %#x", fcntl(fd, F_GETFL), fcntl(fd, F_GETFD));
    }
    sockets[slot] = fd;
}

static void bind_one(unsigned slot) {
    static const int lengths[] = {0, 1, 2, 7, 9, 16, 23, 25, 128, 129, -1};
    static const int families[] = {0, 1, 2, 17, 30};
    struct sockaddr_storage room;
    memset(&room, 0, sizeof room);
    struct sockaddr_can *address = (struct sockaddr_can *)&room;
    address->can_family = one_in(16) ? (sa_family_t)pick(families) : AF_CAN;
    address->can_ifindex = any_index();
    int length = one_in(8) ? pick(lengths) : one_in(2) ? 8 : (int)sizeof *address;
    if (address->can_ifindex == (int)if_nametoindex(names.down)) {
        drain(sockets[slot]); /* behind frames, the event of it outlives its error: docs/kernel-truth.md */
    }
    say("bind(family %d, ", address->can_family);
    say_interface(address->can_ifindex);
    say(", %d)", length);
    say_result(bind(sockets[slot], (struct sockaddr *)&room, (socklen_t)length));
}

static void name_one(unsigned slot) {
    static const int lengths[] = {0, 1, 4, 7, 8, 24, 64, -1};
    unsigned char room[64];
    memset(room, UNTOUCHED, sizeof room);
    socklen_t length = (socklen_t)pick(lengths);
    say("getsockname(%d)", (int)length);
    int result = getsockname(sockets[slot], (struct sockaddr *)room, &length);
    say_result(result);
    if (result == 0) {
        struct sockaddr_can address;
        memcpy(&address, room, sizeof address);
        say(" length %d", (int)length);
        if (room[7] != UNTOUCHED) {
            say(" family %d ", address.can_family);
            say_interface(address.can_ifindex);
        } else {
            say(" ");
            say_bytes(room, room[3] == UNTOUCHED ? 2 : 4);
        }
        say_untouched(room, 8, sizeof room);
    }
}

static void refuse_one(unsigned slot) {
    struct sockaddr_can address = {.can_family = AF_CAN, .can_ifindex = (int)if_nametoindex(names.first)};
    struct sockaddr_storage room;
    socklen_t length = sizeof room;
    int fd = sockets[slot];
    switch (below(6)) {
    case 0:
        length = pick(((const socklen_t[]){8, 24, 200})); /* 0 is a matter of the kernel's security modules */
        say("connect(%u)", length);
        say_result(connect(fd, (struct sockaddr *)&address, length));
        break;
    case 1:
        say("listen");
        say_result(listen(fd, 1));
        break;
    case 2:
        say("accept");
        say_result(accept4(fd, (struct sockaddr *)&room, &length, one_in(2) ? 0 : SOCK_CLOEXEC));
        break;
    case 3:
        say("shutdown");
        say_result(shutdown(fd, pick(((const int[]){0, 1, 2, 3, -1}))));
        break;
    case 4:
        say("getpeername");
        say_result(getpeername(fd, (struct sockaddr *)&room, &length));
        break;
    default: {
        int ends[2];
        say("socketpair");
        say_result(socketpair(AF_CAN, SOCK_RAW, CAN_RAW, ends));
        break;
    }
    }
}

static void copy_one(unsigned slot) {
    unsigned other = below(SOCKETS);
    say("dup to s%u", other);
    if (other != slot) {
        if (sockets[other] >= 0) {
            close(sockets[other]);
        }
        sockets[other] = dup(sockets[slot]);
        waits[other] = waits[slot];
        any_copy = true;
    }
}

void step_life(unsigned slot) {
    if (sockets[slot] < 0) {
        open_one(slot);
        if (sockets[slot] >= 0 && !one_in(4)) {
            say("; ");
            bind_one(slot);
        }
        return;
    }
    switch (below(8)) {
    case 0:
        say("close");
        say_result(close(sockets[slot]));
        sockets[slot] = -1;
        break;
    case 1:
        copy_one(slot);
        break;
    case 2:
    case 3:
        name_one(slot);
        break;
    case 4:
        refuse_one(slot);
        break;
    default:
        bind_one(slot);
        break;
    }
}
