/* What is sent: bcm_tx_setup(), bcm_tx_timeout_handler(), bcm_can_tx(). */
#include "message.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define MS 1000L

static struct message cyclic(uint32_t flags, canid_t id, long first_us, long then_us) {
    struct message message = message_of(TX_SETUP, SETTIMER | STARTTIMER | flags, id, 1);
    every(&message, first_us, then_us);
    data_of(&message, 0, id, 1, 1);
    return message;
}

static bool stop(int fd, canid_t id, uint32_t flags) {
    struct message message = message_of(TX_DELETE, flags, id, 0);
    return tell(fd, &message);
}

/* Also what went out just before. */
static void stop_and_forget(int fd, int reader, canid_t id) {
    stop(fd, id, 0);
    settle();
    drain(reader);
}

static void check_once(int fd, int reader) {
    struct message message = message_of(TX_SEND, 0, 0, 1);
    data_of(&message, 0, 0x111, 3, 0x42);
    check(tell(fd, &message), "send: once");
    struct taken taken = take_whole(reader);
    check(taken.size == CAN_MTU && taken.frame.can_id == 0x111 && taken.frame.len == 3 && taken.frame.data[0] == 0x42,
          "send: as it is");
    message = message_of(TX_SEND, CAN_FD_FRAME, 0, 1);
    data_of(&message, 0, 0x112, 48, 0x43);
    check(tell(fd, &message), "send: an FD frame");
    taken = take_whole(reader);
    check(taken.size == CANFD_MTU && taken.frame.len == 48 && (taken.frame.flags & 0x04) != 0, "send: as FD frame");
}

static void check_setup(int fd, int reader) {
    struct message message = message_of(TX_SETUP, 0, 0x120, 1);
    data_of(&message, 0, 0x120, 1, 1);
    check(tell(fd, &message), "set up: without a timer");
    message.head.flags = TX_ANNOUNCE;
    message.classic[0].data[0] = 2;
    tell(fd, &message);
    struct taken taken = take_whole(reader);
    check(taken.frame.can_id == 0x120 && taken.frame.data[0] == 2,
          "set up: nothing is sent, TX_ANNOUNCE sends at once, and the content is the new one");
    message.head.flags = TX_ANNOUNCE | TX_CP_CAN_ID;
    data_of(&message, 0, 0x7ff, 1, 3);
    tell(fd, &message);
    check(take(reader) == 0x120, "set up: TX_CP_CAN_ID puts the head's id into the frames");
    message = message_of(TX_READ, 0, 0x120, 0);
    check(tell(fd, &message), "status: asked");
    ssize_t size = hear(fd, &message);
    check(size == (ssize_t)size_of(&message, 1) && message.head.opcode == TX_STATUS && message.head.nframes == 1
              && message.head.flags == (TX_ANNOUNCE | TX_CP_CAN_ID) && message.classic[0].can_id == 0x120
              && message.classic[0].data[0] == 3,
          "status: what is set up");
    check(stop(fd, 0x120, 0), "set up: deleted");
}

static void check_count(int fd, int reader) {
    struct message message = cyclic(TX_COUNTEVT, 0x130, 20 * MS, 0);
    message.head.count = 3;
    uint64_t begin = now_us();
    tell(fd, &message);
    bool all = take(reader) == 0x130 && take(reader) == 0x130 && take(reader) == 0x130;
    uint64_t took = now_us() - begin;
    check(all && took >= 39 * MS, "count: three frames, the first at once, 20 ms apart");
    check(hears(fd, &message, TX_EXPIRED) && message.head.can_id == 0x130 && message.head.count == 0
              && message.head.nframes == 0 && message.head.ival1.tv_usec == 20 * MS,
          "count: TX_EXPIRED");
    usleep(60 * MS);
    check(is_silent(reader) && is_silent(fd), "count: and then nothing");
    stop_and_forget(fd, reader, 0x130);
    message = cyclic(0, 0x131, 10 * MS, 30 * MS);
    message.head.count = 2;
    begin = now_us();
    tell(fd, &message);
    all = true;
    for (int i = 0; i < 4; i++) {
        all = all && take(reader) == 0x131;
    }
    took = now_us() - begin;
    check(all && took >= 69 * MS, "count: two at ival1, then at ival2");
    message = message_of(TX_READ, 0, 0x131, 0);
    tell(fd, &message);
    check(hears(fd, &message, TX_STATUS) && message.head.count == 0 && message.head.ival2.tv_usec == 30 * MS
              && (message.head.flags & TX_ANNOUNCE) != 0,
          "count: the status counts down, and STARTTIMER has announced");
    stop_and_forget(fd, reader, 0x131);
}

static void check_turns(int fd, int reader) {
    struct message message = cyclic(0, 0x140, 0, 5 * MS);
    message.head.nframes = 3;
    for (int i = 0; i < 3; i++) {
        data_of(&message, i, (canid_t)(0x140 + i), 1, 1);
    }
    tell(fd, &message);
    bool all = true;
    for (int i = 0; i < 7; i++) {
        all = all && take(reader) == (canid_t)(0x140 + i % 3);
    }
    check(all, "turns: one frame each time, and again from the first");
    struct message fewer = message_of(TX_SETUP, 0, 0x140, 2);
    data_of(&fewer, 0, 0x150, 1, 1);
    data_of(&fewer, 1, 0x151, 1, 1);
    tell(fd, &fewer);
    canid_t first = take(reader);
    while (first == 0x140 || first == 0x141 || first == 0x142) {
        first = take(reader);
    }
    check(first == 0x150 && take(reader) == 0x151, "turns: fewer frames begin with the first, the timer runs on");
    stop_and_forget(fd, reader, 0x140);
    message = message_of(TX_SETUP, TX_ANNOUNCE, 0x160, 2);
    data_of(&message, 0, 0x160, 1, 1);
    data_of(&message, 1, 0x161, 1, 1);
    tell(fd, &message);
    tell(fd, &message);
    message.head.flags = TX_ANNOUNCE | TX_RESET_MULTI_IDX;
    tell(fd, &message);
    tell(fd, &message);
    check(take(reader) == 0x160 && take(reader) == 0x161 && take(reader) == 0x160 && take(reader) == 0x160,
          "turns: TX_RESET_MULTI_IDX begins with the first");
    stop_and_forget(fd, reader, 0x160);
}

static void check_kinds(int fd, int reader) {
    struct message message = cyclic(0, 0x170, 0, 500 * MS);
    tell(fd, &message);
    message = cyclic(CAN_FD_FRAME, 0x170, 0, 500 * MS);
    data_of(&message, 0, 0x170, 16, 1);
    tell(fd, &message);
    struct taken one = take_whole(reader);
    struct taken other = take_whole(reader);
    check(one.size == CAN_MTU && other.size == CANFD_MTU, "kinds: an id may be set up for classic frames and for FD");
    check(stop(fd, 0x170, CAN_FD_FRAME) && stop(fd, 0x170, 0), "kinds: each is deleted for itself");
    struct message zero = cyclic(0, 0x171, 0, 10 * MS);
    tell(fd, &zero);
    take(reader);
    zero = message_of(TX_SETUP, SETTIMER, 0x171, 1);
    data_of(&zero, 0, 0x171, 1, 1);
    tell(fd, &zero);
    settle();
    drain(reader);
    usleep(40 * MS);
    check(is_silent(reader), "kinds: times of zero end what is cyclic");
}

static void check_closing(int reader) {
    int fd = open_connected(bench.first);
    struct message message = cyclic(0, 0x180, 0, 5 * MS);
    tell(fd, &message);
    check(take(reader) == 0x180 && take(reader) == 0x180, "closing: until then frames are sent");
    close(fd);
    settle();
    usleep(20 * MS);
    drain(reader);
    usleep(40 * MS);
    check(is_silent(reader), "closing: ends all that was set up");
}

void check_cyclic(void) {
    int fd = open_connected(bench.first);
    int reader = open_fd(bench.first);
    check_once(fd, reader);
    check_setup(fd, reader);
    check_count(fd, reader);
    check_turns(fd, reader);
    check_kinds(fd, reader);
    close(fd);
    settle();
    drain(reader);
    check_closing(reader);
    close(reader);
}
