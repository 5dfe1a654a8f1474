/* Every call that receives, without waiting, into buffers right and wrong. */
#include "trace.h"

#include <errno.h>
#include <string.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static int any_size(void) {
    static const int odd[] = {0, 1, 4, 8, 15, 17, 40, 71, 73, 200, BYTES_MAX};
    return one_in(4) ? pick(odd) : one_in(2) ? (int)CANFD_MTU : (int)CAN_MTU;
}

static int any_flags(void) {
    static const int flags[] = {0, 0, 0, 0, MSG_PEEK, MSG_TRUNC, MSG_PEEK | MSG_TRUNC, MSG_ERRQUEUE, MSG_WAITALL,
                                MSG_OOB, MSG_CMSG_CLOEXEC, MSG_NOSIGNAL, 0x10000000};
    int one = pick(flags);
    say(" flags %#x", one);
    return one | MSG_DONTWAIT;
}

static void say_frame(const unsigned char *room, long result, size_t size) {
    if (result > 0) {
        say(" ");
        say_bytes(room, (size_t)result < 24 ? (size_t)result : 24);
    }
    say_untouched(room, result > 0 ? (size_t)result : 0, size);
}

static bool is_now(int64_t seconds) {
    int64_t apart = (int64_t)time(NULL) - seconds;
    return apart >= -60 && apart <= 60;
}

/* A struct timeval or timespec, or three of them, by what it means. */
static void say_times(const unsigned char *data, size_t length) {
    int64_t value;
    for (size_t at = 0; at + sizeof value <= length; at += 16) {
        memcpy(&value, data + at, sizeof value);
        say(" %s", value == 0 ? "none" : is_now(value) ? "now" : "wrong");
    }
}

static void say_control(struct msghdr *message) {
    say(" control %zu", (size_t)message->msg_controllen);
    for (struct cmsghdr *one = CMSG_FIRSTHDR(message); one != NULL; one = CMSG_NXTHDR(message, one)) {
        size_t length = one->cmsg_len - sizeof *one;
        say(" [%d/%d length %zu:", one->cmsg_level, one->cmsg_type, (size_t)one->cmsg_len);
        if (one->cmsg_level == SOL_SOCKET && one->cmsg_type == SO_RXQ_OVFL) {
            say_bytes(CMSG_DATA(one), length);
        } else {
            say_times(CMSG_DATA(one), length);
        }
        say("]");
    }
}

struct slot {
    struct msghdr message;
    struct iovec parts[2];
    unsigned char room[BYTES_MAX];
    unsigned char name[64];
    union {
        struct cmsghdr align;
        unsigned char bytes[256];
    } control;
    size_t size;
};

static void prepare(struct slot *slot) {
    static const unsigned controls[] = {0, 8, 16, 20, 24, 32, 40, 64, 256};
    memset(slot, UNTOUCHED, sizeof *slot);
    slot->size = (size_t)any_size();
    size_t half = below((unsigned)slot->size + 1);
    slot->parts[0] = (struct iovec){slot->room, half};
    slot->parts[1] = (struct iovec){slot->room + half, slot->size - half};
    memset(&slot->message, 0, sizeof slot->message);
    slot->message.msg_iov = slot->parts;
    slot->message.msg_iovlen = 2;
    slot->message.msg_flags = 0x5a5a;
    if (one_in(2)) {
        slot->message.msg_name = slot->name;
        slot->message.msg_namelen = pick(((const socklen_t[]){0, 1, 4, 8, 24, 64}));
    }
    if (one_in(2)) {
        slot->message.msg_control = slot->control.bytes;
        slot->message.msg_controllen = pick(controls);
    }
    say(" size %zu name %d control %zu", slot->size, (int)slot->message.msg_namelen,
        (size_t)slot->message.msg_controllen);
}

static void say_message(struct slot *slot, long result) {
    say_frame(slot->room, result, sizeof slot->room);
    if (result < 0) {
        return;
    }
    say(" flags %#x name %d", slot->message.msg_flags, (int)slot->message.msg_namelen);
    if (slot->message.msg_name != NULL && slot->name[7] != UNTOUCHED) {
        struct sockaddr_can address;
        memcpy(&address, slot->name, sizeof address);
        say(" family %d ", address.can_family);
        say_interface(address.can_ifindex);
    }
    say_untouched(slot->name, 8, sizeof slot->name);
    say_control(&slot->message);
}

static void receive_message(int fd) {
    struct slot slot;
    prepare(&slot);
    int flags = any_flags();
    long result = recvmsg(fd, &slot.message, flags);
    say_result(result);
    say_message(&slot, result);
}

static void receive_many(int fd) {
    static struct slot slots[3];
    struct mmsghdr many[3];
    memset(many, 0, sizeof many);
    for (unsigned i = 0; i < 3; i++) {
        prepare(&slots[i]);
        many[i].msg_hdr = slots[i].message;
    }
    int flags = any_flags() | (one_in(2) ? MSG_WAITFORONE : 0);
    unsigned count = (flags & MSG_ERRQUEUE) != 0 ? 3 : below(4); /* of none is EBADF on Linux 6.1 */
    int result = recvmmsg(fd, many, count, flags, NULL);
    say_result(result);
    for (int i = 0; i < result; i++) {
        slots[i].message = many[i].msg_hdr;
        say("\n  %u", many[i].msg_len);
        say_message(&slots[i], many[i].msg_len);
    }
}

static void receive_from(int fd) {
    unsigned char room[BYTES_MAX];
    unsigned char name[64];
    memset(room, UNTOUCHED, sizeof room);
    memset(name, UNTOUCHED, sizeof name);
    size_t size = (size_t)any_size();
    socklen_t length = pick(((const socklen_t[]){0, 4, 8, 24, 64, (socklen_t)-1}));
    say(" size %zu name %d", size, (int)length);
    int flags = any_flags();
    long result = recvfrom(fd, room, size, flags, (struct sockaddr *)name, &length);
    say_result(result);
    say_frame(room, result, sizeof room);
    say(" length %d", (int)length);
    if (name[7] != UNTOUCHED) {
        struct sockaddr_can address;
        memcpy(&address, name, sizeof address);
        say(" family %d ", address.can_family);
        say_interface(address.can_ifindex);
    }
    say_untouched(name, 8, sizeof name);
}

void step_receive(unsigned slot) {
    int fd = sockets[slot];
    unsigned char room[BYTES_MAX];
    memset(room, UNTOUCHED, sizeof room);
    int size;
    int flags;
    long result;
    switch (below(8)) {
    case 0:
    case 1:
        say("recvmsg");
        receive_message(fd);
        break;
    case 2:
        say("recvmmsg");
        receive_many(fd);
        break;
    case 3:
        say("recvfrom");
        receive_from(fd);
        break;
    case 4:
    case 5:
        if (!waits[slot]) {
            size = any_size();
            say("read %d", size);
            result = read(fd, room, (size_t)size);
            say_result(result);
            say_frame(room, result, sizeof room);
            break;
        }
        /* fall through */
    default:
        size = any_size();
        say("recv %d", size);
        flags = any_flags();
        result = recv(fd, room, (size_t)size, flags);
        say_result(result);
        say_frame(room, result, sizeof room);
        break;
    }
}
