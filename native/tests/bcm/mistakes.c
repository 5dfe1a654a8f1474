/* What bcm_sendmsg(), bcm_tx_setup() and bcm_rx_setup() refuse. */
#include "message.h"

#include <errno.h>
#include <unistd.h>

static void check_lengths(int fd) {
    struct message message = message_of(TX_READ, 0, 0x100, 0);
    check(write(fd, &message, 55) == -1 && errno == EINVAL, "mistake: shorter than a head");
    check(write(fd, &message, 64) == -1 && errno == EINVAL, "mistake: half a frame");
    for (uint32_t opcode = TX_STATUS; opcode <= RX_CHANGED + 1; opcode++) {
        message.head.opcode = opcode;
        check(refuses(fd, &message, EINVAL), "mistake: operation %u is not for programs", opcode);
    }
    message.head.opcode = 0;
    check(refuses(fd, &message, EINVAL), "mistake: operation 0");
}

static void check_sending_mistakes(int fd) {
    struct message message = message_of(TX_SETUP, 0, 0x100, 0);
    check(refuses(fd, &message, EINVAL), "mistake: to send no frame");
    message.head.nframes = 257;
    check(refuses(fd, &message, EINVAL), "mistake: to send 257 frames");
    message.head.nframes = 256;
    check(tell(fd, &message), "256 are sent in turn");
    message = message_of(TX_SETUP, 0, 0x101, 2);
    check(!tell_size(fd, &message, size_of(&message, 1)) && errno == EFAULT, "mistake: fewer frames than it says");
    message.head.nframes = 1;
    check(write(fd, &message, size_of(&message, 2)) == (ssize_t)size_of(&message, 1),
          "more frames than it says are left alone");
    message.head.nframes = 2;
    check(refuses(fd, &message, E2BIG), "mistake: to make room for more frames");
    message = message_of(TX_SETUP, 0, 0x102, 1);
    data_of(&message, 0, 0x102, 9, 1);
    check(refuses(fd, &message, EINVAL), "mistake: a frame of 9 bytes");
    message.head.flags = CAN_FD_FRAME;
    data_of(&message, 0, 0x102, 65, 1);
    check(refuses(fd, &message, EINVAL), "mistake: an FD frame of 65 bytes");
    message = message_of(TX_SETUP, SETTIMER, 0x103, 1);
    message.head.ival1.tv_usec = 1000000;
    check(refuses(fd, &message, EINVAL), "mistake: a million microseconds");
    message.head.ival1.tv_usec = 0;
    message.head.ival2.tv_sec = -1;
    check(refuses(fd, &message, EINVAL), "mistake: a time that is past");
    message.head.ival2.tv_sec = 401L * 24 * 60 * 60;
    check(refuses(fd, &message, EINVAL), "mistake: 401 days");
    message.head.flags = 0;
    check(tell(fd, &message), "times without SETTIMER are not looked at");
    message = message_of(TX_SEND, 0, 0, 2);
    check(refuses(fd, &message, EINVAL), "mistake: to send two at once");
    message.head.nframes = 1;
    check(!tell_size(fd, &message, size_of(&message, 2)) && errno == EINVAL, "mistake: one, and one behind it");
    data_of(&message, 0, 0x103, 9, 1);
    check(refuses(fd, &message, EINVAL), "mistake: to send 9 bytes");
}

static void check_receiving_mistakes(int fd) {
    struct message message = message_of(RX_SETUP, 0, 0x200, 258);
    check(refuses(fd, &message, EINVAL), "mistake: 257 places of a multiplexer");
    message.head.nframes = 257;
    check(tell(fd, &message), "256 places, and its mask");
    message = message_of(RX_SETUP, 0, 0x201, 2);
    check(!tell_size(fd, &message, size_of(&message, 1)) && errno == EFAULT, "mistake: fewer masks than it says");
    message.head.nframes = 1;
    check(tell(fd, &message), "one mask");
    message.head.nframes = 2;
    check(refuses(fd, &message, E2BIG), "mistake: to make room for more masks");
    message = message_of(RX_SETUP, RX_RTR_FRAME, 0x202, 1);
    check(refuses(fd, &message, EINVAL), "mistake: to answer what is no remote frame");
    message = message_of(RX_SETUP, RX_RTR_FRAME, 0x202 | CAN_RTR_FLAG, 2);
    check(refuses(fd, &message, EINVAL), "mistake: to answer with two frames");
    message = message_of(RX_SETUP, SETTIMER, 0x203, 0);
    message.head.ival2.tv_usec = -1;
    check(refuses(fd, &message, EINVAL), "mistake: a throttle of -1 us");
}

static void check_strangers(int fd) {
    static const uint32_t opcodes[] = {TX_DELETE, RX_DELETE, TX_READ, RX_READ};
    for (size_t i = 0; i < sizeof opcodes / sizeof *opcodes; i++) {
        struct message message = message_of(opcodes[i], 0, 0x3ff, 0);
        check(refuses(fd, &message, EINVAL), "mistake: operation %u on what is not set up", opcodes[i]);
    }
    struct message message = message_of(RX_SETUP, RX_FILTER_ID, 0x3f0, 0);
    tell(fd, &message);
    message.head.opcode = RX_READ;
    message.head.flags = CAN_FD_FRAME;
    check(refuses(fd, &message, EINVAL), "mistake: to read of FD frames what is set up for others");
    message.head.flags = 0;
    message.head.opcode = TX_READ;
    check(refuses(fd, &message, EINVAL), "mistake: to read of sending what is set up for receiving");
    message.head.opcode = RX_DELETE;
    check(tell(fd, &message) && refuses(fd, &message, EINVAL), "deleted once, it is gone");
}

void check_mistakes(void) {
    int fd = open_connected(bench.first);
    check_lengths(fd);
    check_sending_mistakes(fd);
    check_receiving_mistakes(fd);
    check_strangers(fd);
    close(fd);
    fd = open_connected("");
    struct message message = message_of(TX_SETUP, 0, 0x100, 1);
    check(refuses(fd, &message, ENODEV), "mistake: to send by the clock to no interface");
    close(fd);
}
