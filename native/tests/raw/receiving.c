/* Buffers, flags and results of every receive call: raw_recvmsg(). */
#include "bus.h"

#include <errno.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static int sender;
static int listener;
static volatile int negative = -1; /* the compiler refuses a plain one */

static void check_short_buffers(void) {
    unsigned char room[200];
    memset(room, 0xee, sizeof room);
    put(sender, 0x301, 0x42);
    check(read(listener, room, sizeof room) == CAN_MTU, "read: a large buffer gets one frame of 16 bytes");
    bool untouched = true;
    for (size_t i = CAN_MTU; i < sizeof room; i++) {
        untouched &= room[i] == 0xee;
    }
    check(untouched, "read: what lies behind the frame in the buffer stays untouched");
    put(sender, 0x302, 0x42);
    check(read(listener, room, 8) == 8 && memcmp(room, "\x02\x03\0\0", 4) == 0,
          "read: a short buffer gets the frame's start");
    put(sender, 0x303, 1);
    check(take(listener) == 0x303, "read: the rest of a cut frame is gone");
    put(sender, 0x304, 1);
    check(read(listener, room, 0) == 0 && take(listener) == 0x304, "read: of nothing takes nothing");
    put(sender, 0x305, 1);
    put(sender, 0x306, 1);
    check(recv(listener, room, 0, 0) == 0 && take(listener) == 0x306, "recv: of nothing takes a frame");
    put(sender, 0x307, 1);
    check(recv(listener, room, 4, MSG_TRUNC) == 4, "recv: MSG_TRUNC does not change the result");
}

static void check_parts(void) {
    unsigned char a[5];
    unsigned char b[30];
    struct iovec parts[] = {{a, sizeof a}, {b, sizeof b}};
    put(sender, 0x311, 0x42);
    check(readv(listener, parts, 2) == CAN_MTU && a[0] == 0x11 && b[3] == 0x42,
          "readv: a frame is spread over the parts");
    check(readv(listener, parts, 0) == 0, "readv: into nothing is 0");
    check(readv(listener, parts, negative) == -1 && errno == EINVAL, "readv: a negative count is EINVAL");
}

static void check_message(void) {
    struct canfd_frame frame;
    struct sockaddr_can from = {0};
    struct iovec part = {&frame, sizeof frame};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_name = &from, .msg_namelen = sizeof from, .msg_flags = -1};
    put(sender, 0x321, 1);
    check(recvmsg(listener, &message, 0) == CAN_MTU, "recvmsg: returns the frame's size");
    check(message.msg_namelen == 8, "recvmsg: the address is 8 bytes long");
    check(from.can_family == AF_CAN && from.can_ifindex == (int)if_nametoindex(bench.first),
          "recvmsg: the address is the interface");
    check(message.msg_flags == MSG_DONTROUTE, "recvmsg: a frame from this machine has MSG_DONTROUTE and nothing else");
    check(message.msg_controllen == 0, "recvmsg: without options there is no control data");
    part.iov_len = 10;
    put(sender, 0x322, 1);
    check(recvmsg(listener, &message, 0) == 10 && (message.msg_flags & MSG_TRUNC) != 0,
          "recvmsg: a cut frame has MSG_TRUNC and the cut size");
    message.msg_namelen = 3;
    put(sender, 0x323, 1);
    check(recvmsg(listener, &message, 0) == 10 && message.msg_namelen == 8,
          "recvmsg: a short address buffer still learns the length");
    message.msg_name = NULL;
    message.msg_namelen = 99;
    put(sender, 0x324, 1);
    check(recvmsg(listener, &message, 0) == 10 && message.msg_namelen == 99, "recvmsg: no address buffer, no length");
    message.msg_iovlen = 1025;
    check(recvmsg(listener, &message, 0) == -1 && errno == EMSGSIZE, "recvmsg: more than 1024 parts are EMSGSIZE");
}

static void check_peek(void) {
    struct can_frame frame = {0};
    put(sender, 0x331, 1);
    put(sender, 0x332, 1);
    check(recv(listener, &frame, sizeof frame, MSG_PEEK) == sizeof frame && frame.can_id == 0x331,
          "recv: MSG_PEEK shows the next frame");
    check(recv(listener, &frame, sizeof frame, MSG_PEEK) == sizeof frame && frame.can_id == 0x331,
          "recv: MSG_PEEK shows it again");
    check(take(listener) == 0x331 && take(listener) == 0x332, "and both frames are still received once");
    check(recv(listener, &frame, sizeof frame, MSG_ERRQUEUE) == -1 && errno == EAGAIN,
          "recv: MSG_ERRQUEUE finds an empty queue");
}

static void check_frame_kinds(void) {
    int fd_sender = open_fd(bench.first);
    int fd_listener = open_fd(bench.first);
    put_fd(fd_sender, 0x341, 12);
    put(fd_sender, 0x342, 1);
    struct taken taken = take_whole(fd_listener);
    check(taken.size == CANFD_MTU && taken.frame.len == 12 && taken.frame.data[11] == 12,
          "with CAN_RAW_FD_FRAMES an FD frame is 72 bytes");
    check(take_whole(fd_listener).size == CAN_MTU, "and a classic frame is 16 bytes");
    check(take(listener) == 0x342, "without CAN_RAW_FD_FRAMES no FD frame is received");
    close(fd_sender);
    close(fd_listener);
}

static void check_loopback(void) {
    int own = open_bound(bench.first);
    put(own, 0x351, 1);
    put(sender, 0x352, 1);
    check(take(own) == 0x352, "own frames are not received by default");
    check(take(listener) == 0x351 && take(listener) == 0x352, "but others receive them");
    set_number(own, SOL_CAN_RAW, CAN_RAW_RECV_OWN_MSGS, 1);
    put(own, 0x353, 1);
    struct can_frame frame;
    struct iovec part = {&frame, sizeof frame};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    check(recvmsg(own, &message, 0) == CAN_MTU && frame.can_id == 0x353, "with CAN_RAW_RECV_OWN_MSGS they are");
    check((message.msg_flags & (MSG_CONFIRM | MSG_DONTROUTE)) == (MSG_CONFIRM | MSG_DONTROUTE),
          "an own frame has MSG_CONFIRM and MSG_DONTROUTE");
    take(listener);
    set_number(own, SOL_CAN_RAW, CAN_RAW_LOOPBACK, 0);
    put(own, 0x354, 1);
    put(sender, 0x355, 1);
    check(take(listener) == 0x355, "without CAN_RAW_LOOPBACK nobody here receives them");
    check(take(own) == 0x355, "not even the sender that asked for its own");
    close(own);
}

void check_receiving(void) {
    sender = open_bound(bench.first);
    listener = open_bound(bench.first);
    check_short_buffers();
    check_parts();
    check_message();
    check_peek();
    check_frame_kinds();
    check_loopback();
    close(sender);
    close(listener);
}
