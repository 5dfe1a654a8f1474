/* recvmmsg() and sendmmsg(). */
#include "bus.h"

#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MANY 100 /* more than one batch, fewer than a queue holds */
#define XL_FRAMES 7 /* CAN_RAW_XL_FRAMES, in the headers since Linux 6.2 */

static struct canfd_frame frames[MANY];
static struct iovec parts[MANY];
static struct sockaddr_can names[MANY];
static struct mmsghdr messages[MANY];
static int sender;
static int listener;

static void prepare(size_t size) {
    memset(frames, 0, sizeof frames);
    memset(messages, 0, sizeof messages);
    for (int i = 0; i < MANY; i++) {
        frames[i].can_id = 0x700u + (unsigned)i;
        frames[i].len = 1;
        frames[i].data[0] = (uint8_t)i;
        parts[i] = (struct iovec){&frames[i], size};
        messages[i].msg_hdr.msg_iov = &parts[i];
        messages[i].msg_hdr.msg_iovlen = 1;
    }
}

static void expect_names(void) {
    for (int i = 0; i < MANY; i++) {
        messages[i].msg_hdr.msg_name = &names[i];
        messages[i].msg_hdr.msg_namelen = sizeof names[i];
    }
}

static bool wait_for_all(int count) {
    struct can_frame frame;
    for (int i = 0; i < count; i++) { /* a peer that sees the same frames tells when all are there */
        if (!has_input(listener, PATIENCE_MS)) {
            return false;
        }
        if (recv(listener, &frame, sizeof frame, 0) < 0) {
            return false;
        }
    }
    return true;
}

static void check_round_trip(void) {
    int receiver = open_bound(bench.first);
    prepare(CAN_MTU);
    check(sendmmsg(sender, messages, MANY, 0) == MANY && messages[MANY - 1].msg_len == CAN_MTU,
          "sendmmsg: sends a hundred frames");
    check(wait_for_all(MANY), "sendmmsg: and all of them arrive");
    prepare(CANFD_MTU);
    expect_names();
    int count = 0;
    while (count < MANY && has_input(receiver, PATIENCE_MS)) {
        int taken = recvmmsg(receiver, messages + count, (unsigned)(MANY - count), MSG_DONTWAIT, NULL);
        if (taken <= 0) {
            break;
        }
        count += taken;
    }
    check(count == MANY, "recvmmsg: receives them");
    bool ordered = true;
    bool dressed = true;
    for (int i = 0; i < count; i++) {
        ordered &= frames[i].can_id == 0x700u + (unsigned)i && messages[i].msg_len == CAN_MTU;
        dressed &= messages[i].msg_hdr.msg_namelen == 8 && names[i].can_ifindex == (int)if_nametoindex(bench.first)
            && messages[i].msg_hdr.msg_flags == MSG_DONTROUTE;
    }
    check(ordered, "recvmmsg: in order, each 16 bytes long");
    check(dressed, "recvmmsg: each with its address and flags");
    check(recvmmsg(receiver, messages, 4, MSG_DONTWAIT, NULL) == -1 && errno == EAGAIN, "recvmmsg: then EAGAIN");
    close(receiver);
}

static void check_time_limits(int receiver) {
    struct timespec none = {0, 0};
    put(sender, 0x712, 1);
    check(has_input(receiver, PATIENCE_MS) && recvmmsg(receiver, messages, 10, 0, &none) == 1,
          "recvmmsg: a time limit that is over ends after a frame");
    set_number(receiver, SOL_CAN_RAW, XL_FRAMES, 1); /* which kernels before 6.2 refuse */
    none = (struct timespec){0, 0};
    put(sender, 0x712, 1);
    check(has_input(receiver, PATIENCE_MS) && recvmmsg(receiver, messages, 10, 0, &none) == 1,
          "recvmmsg: also on a socket that takes XL frames");
    struct timespec wrong = {0, 1000000000};
    check(recvmmsg(receiver, messages, 1, 0, &wrong) == -1 && errno == EINVAL,
          "recvmmsg: a wrong time limit is EINVAL");
}

static void check_limits(void) {
    int receiver = open_bound(bench.first);
    prepare(CANFD_MTU);
    put(sender, 0x711, 1);
    check(recvmmsg(receiver, messages, 10, MSG_WAITFORONE, NULL) == 1, "recvmmsg: MSG_WAITFORONE waits for one only");
    if (is_emulated()) {
        skip("recvmmsg: a time limit that is over ends after a frame", "emulated");
    } else {
        check_time_limits(receiver);
    }
    put(sender, 0x713, 1);
    put(sender, 0x714, 1);
    check(take(receiver) == 0x713 && recvmmsg(receiver, messages, 1, 0, NULL) == 1 && frames[0].can_id == 0x714,
          "recvmmsg: of one frame");
    check(recvmmsg(receiver, messages, 0, 0, NULL) == 0, "recvmmsg: of none is 0");
    close(receiver);
    drain(listener);
}

static void check_mixed(void) {
    prepare(CAN_MTU);
    frames[3].len = 9;
    check(sendmmsg(sender, messages, 6, 0) == 3, "sendmmsg: stops before a frame that is wrong");
    check(take(listener) == 0x700 && take(listener) == 0x701 && take(listener) == 0x702,
          "sendmmsg: those before are sent");
    check(sendmmsg(sender, messages + 3, 3, 0) == -1 && errno == EINVAL, "sendmmsg: a wrong first frame is its error");
    int fd = open_fd(bench.first);
    int fd_listener = open_fd(bench.first);
    prepare(CANFD_MTU);
    parts[1].iov_len = CAN_MTU;
    struct sockaddr_can to = address_of(bench.first);
    messages[2].msg_hdr.msg_name = &to;
    messages[2].msg_hdr.msg_namelen = sizeof to;
    check(sendmmsg(fd, messages, 3, 0) == 3 && messages[0].msg_len == CANFD_MTU && messages[1].msg_len == CAN_MTU,
          "sendmmsg: classic, FD and addressed frames in one call");
    check(take_whole(fd_listener).size == CANFD_MTU && take_whole(fd_listener).size == CAN_MTU
              && take_whole(fd_listener).size == CANFD_MTU,
          "sendmmsg: and all arrive as what they are");
    check(sendmmsg(fd, messages, 0, 0) == 0, "sendmmsg: of none is 0");
    close(fd);
    close(fd_listener);
}

void check_many(void) {
    sender = open_bound(bench.first);
    listener = open_bound(bench.first);
    check_round_trip();
    check_limits();
    check_mixed();
    close(sender);
    close(listener);
}
