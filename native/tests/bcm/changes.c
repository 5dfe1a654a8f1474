/* What is received: bcm_rx_setup(), bcm_rx_handler(), bcm_rx_cmp_to_index(). */
#include "message.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static bool put_bytes(int fd, canid_t id, const char *bytes, uint8_t length) {
    struct can_frame frame = {.can_id = id, .can_dlc = length};
    memcpy(frame.data, bytes, length);
    return write(fd, &frame, sizeof frame) == sizeof frame;
}

static bool told(int fd, uint8_t first_byte) {
    struct message message;
    return hears(fd, &message, RX_CHANGED) && message.head.nframes == 1 && message.classic[0].data[0] == first_byte;
}

static void check_ids(int sender) {
    int fd = open_connected("");
    struct message message = message_of(RX_SETUP, RX_FILTER_ID, 0x123, 0);
    tell(fd, &message);
    put(sender, 0x124, 1);
    put(sender, 0x123 | CAN_EFF_FLAG, 2);
    put(sender, 0x123 | CAN_RTR_FLAG, 0);
    put(sender, 0x123, 4);
    put(sender, 0x123, 4);
    check(told(fd, 4) && told(fd, 4), "ids: every frame of this one, and of no other");
    put_bytes(sender, 0x123, "\x05\x06", 2);
    memset(&message, 0xff, sizeof message);
    ssize_t size = hear(fd, &message);
    check(size == (ssize_t)size_of(&message, 1) && message.head.can_id == 0x123 && message.head.nframes == 1
              && message.head.flags == RX_FILTER_ID && message.head.count == 0 && message.classic[0].can_id == 0x123
              && message.classic[0].can_dlc == 2 && message.classic[0].__pad == 0
              && message.classic[0].data[1] == 6,
          "ids: the frame as it came");
    message = message_of(RX_SETUP, 0, 0x12345678 | CAN_EFF_FLAG, 0);
    check(tell(fd, &message), "ids: no frames mean RX_FILTER_ID");
    put(sender, 0x12345678 | CAN_EFF_FLAG, 7);
    check(told(fd, 7), "ids: an extended one");
    message = message_of(RX_READ, 0, 0x12345678 | CAN_EFF_FLAG, 0);
    tell(fd, &message);
    check(hears(fd, &message, RX_STATUS) && message.head.flags == RX_FILTER_ID && message.head.nframes == 0,
          "ids: its status says so");
    message = message_of(RX_DELETE, 0, 0x123, 0);
    check(tell(fd, &message), "ids: one is deleted");
    put(sender, 0x123, 8);
    put(sender, 0x12345678 | CAN_EFF_FLAG, 9);
    check(told(fd, 9), "ids: and the other is not");
    int own = open_connected(bench.first);
    message = message_of(RX_SETUP, RX_FILTER_ID, 0x125, 0);
    tell(own, &message);
    message = message_of(TX_SEND, 0, 0, 1);
    data_of(&message, 0, 0x125, 1, 5);
    tell(own, &message);
    check(told(own, 5), "ids: what the socket itself sent is heard as well");
    close(own);
    close(fd);
}

static void check_interfaces_apart(int sender) {
    int fd = open_connected(bench.second);
    int other = open_bound(bench.second);
    struct message message = message_of(RX_SETUP, RX_FILTER_ID, 0x126, 0);
    tell(fd, &message);
    put(sender, 0x126, 1);
    settle();
    put(other, 0x126, 2);
    check(told(fd, 2) && is_silent(fd), "ids: only those of the socket's interface");
    close(other);
    close(fd);
}

static void check_content(int sender) {
    int fd = open_connected(bench.first);
    struct message message = message_of(RX_SETUP, 0, 0x200, 1);
    message.classic[0].data[0] = 0xf0;
    tell(fd, &message);
    put_bytes(sender, 0x200, "\x12\x01", 2);
    check(told(fd, 0x12), "content: the first is a change");
    put_bytes(sender, 0x200, "\x13\x02", 2);
    put_bytes(sender, 0x200, "\x23\x02", 2);
    check(told(fd, 0x23), "content: bits that the mask leaves out do not count, the others do");
    put_bytes(sender, 0x200, "\x24", 1);
    put_bytes(sender, 0x200, "\x30", 1);
    check(told(fd, 0x30), "content: another length is no change");
    message.head.flags = RX_CHECK_DLC;
    tell(fd, &message);
    put_bytes(sender, 0x200, "\x30", 1);
    check(told(fd, 0x30), "content: set up again, nothing was received");
    put_bytes(sender, 0x200, "\x30\x31", 2);
    check(told(fd, 0x30), "content: with RX_CHECK_DLC another length is one");
    put_bytes(sender, 0x200, "\x31\x31", 2);
    settle();
    check(is_silent(fd), "content: and nothing else");
    message = message_of(RX_READ, 0, 0x200, 0);
    tell(fd, &message);
    check(hears(fd, &message, RX_STATUS) && message.head.flags == RX_CHECK_DLC && message.classic[0].data[0] == 0xf0,
          "content: the status has the mask");
    close(fd);
}

static void check_multiplex(int sender) {
    int fd = open_connected(bench.first);
    struct message message = message_of(RX_SETUP, 0, 0x210, 3);
    message.classic[0].data[0] = 0xff;
    for (int i = 1; i < 3; i++) {
        message.classic[i].data[0] = (uint8_t)i;
        message.classic[i].data[1] = 0xff;
    }
    tell(fd, &message);
    put_bytes(sender, 0x210, "\x01\x0a", 2);
    check(told(fd, 1), "multiplex: the first of a place is a change");
    put_bytes(sender, 0x210, "\x02\x0a", 2);
    check(told(fd, 2), "multiplex: of another as well");
    put_bytes(sender, 0x210, "\x01\x0a", 2);
    put_bytes(sender, 0x210, "\x03\x0b", 2);
    put_bytes(sender, 0x210, "\x02\x0b", 2);
    check(told(fd, 2), "multiplex: each place for itself, and a place without a mask not at all");
    close(fd);
}

static void check_fd(void) {
    int fd = open_connected(bench.first);
    int sender = open_fd(bench.first);
    struct message message = message_of(RX_SETUP, CAN_FD_FRAME, 0x220, 1);
    message.fd[0].data[40] = 0xff;
    tell(fd, &message);
    put(sender, 0x220, 1);
    put_fd(sender, 0x220, 32);
    memset(&message, 0, sizeof message);
    check(hear(fd, &message) == sizeof message.head + CANFD_MTU && message.fd[0].len == 32
              && message.fd[0].data[31] == 32,
          "fd: FD frames and no classic ones");
    put_fd(sender, 0x220, 48);
    check(hears(fd, &message, RX_CHANGED) && message.fd[0].len == 48, "fd: bytes far behind count");
    close(sender);
    close(fd);
}

static void check_answers(int sender) {
    int fd = open_connected(bench.first);
    int reader = open_bound(bench.first);
    struct message message = message_of(RX_SETUP, RX_RTR_FRAME, 0x230 | CAN_RTR_FLAG, 1);
    data_of(&message, 0, 0x230, 2, 0x77);
    check(tell(fd, &message), "answers: set up");
    put(sender, 0x230 | CAN_RTR_FLAG, 0);
    check(take(reader) == (0x230 | CAN_RTR_FLAG), "answers: a remote frame");
    struct taken taken = take_whole(reader);
    check(taken.frame.can_id == 0x230 && taken.frame.len == 2 && taken.frame.data[0] == 0x77,
          "answers: and the frame for it");
    message = message_of(RX_SETUP, RX_RTR_FRAME | TX_CP_CAN_ID, 0x231 | CAN_RTR_FLAG, 1);
    data_of(&message, 0, 0x7ff, 1, 0x78);
    tell(fd, &message);
    put(sender, 0x231 | CAN_RTR_FLAG, 0);
    check(take(reader) == (0x231 | CAN_RTR_FLAG) && take(reader) == 0x231,
          "answers: TX_CP_CAN_ID puts the id into it, and it is no remote frame");
    check(is_silent(fd), "answers: the program is not told");
    close(reader);
    close(fd);
}

void check_changes(void) {
    int sender = open_bound(bench.first);
    check_ids(sender);
    check_interfaces_apart(sender);
    check_content(sender);
    check_multiplex(sender);
    check_fd();
    check_answers(sender);
    close(sender);
}
