/* What a send checks, and in which order: raw_sendmsg() and can_send(). */
#include "bus.h"

#include <errno.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static volatile int negative = -1; /* the compiler refuses a plain one */

static bool fails(ssize_t result, int error) {
    return result == -1 && errno == error;
}

static void check_sizes(void) {
    int classic = open_bound(bench.first);
    int fd = open_fd(bench.first);
    struct canfd_frame frame = {.can_id = 0x111, .len = 8};
    unsigned char big[4096] = {0};
    check(fails(write(classic, &frame, 0), EINVAL), "write: nothing is EINVAL");
    check(writev(classic, NULL, 0) == 0, "writev: nothing is 0");
    check(fails(write(classic, &frame, 8), EINVAL), "write: 8 bytes are no frame: EINVAL");
    check(fails(write(classic, &frame, 15), EINVAL), "write: 15 bytes are no frame: EINVAL");
    check(fails(write(classic, &frame, 17), EINVAL), "write: 17 bytes are no frame: EINVAL");
    check(fails(write(classic, &frame, sizeof frame), EINVAL),
          "write: an FD frame without CAN_RAW_FD_FRAMES is EINVAL");
    check(write(fd, &frame, sizeof frame) == sizeof frame, "write: an FD frame with CAN_RAW_FD_FRAMES is sent");
    check(write(fd, &frame, CAN_MTU) == CAN_MTU, "write: a classic frame with CAN_RAW_FD_FRAMES is sent");
    check(fails(write(fd, big, sizeof big), EINVAL), "write: 4096 bytes are EINVAL");
    frame.len = 9;
    check(fails(write(classic, &frame, CAN_MTU), EINVAL), "write: a classic frame with length 9 is EINVAL");
    frame.len = 65;
    check(fails(write(fd, &frame, sizeof frame), EINVAL), "write: an FD frame with length 65 is EINVAL");
    close(classic);
    close(fd);
}

static void check_addresses(void) {
    int fd = open_raw();
    struct can_frame frame = frame_of(0x112, 1);
    struct sockaddr_can to = address_of(bench.first);
    check(fails(write(fd, &frame, sizeof frame), ENXIO), "write: an unbound socket is ENXIO");
    check(sendto(fd, &frame, sizeof frame, 0, (struct sockaddr *)&to, 8) == sizeof frame,
          "sendto: an unbound socket with an address of 8 bytes sends");
    check(fails(sendto(fd, &frame, sizeof frame, 0, (struct sockaddr *)&to, 7), EINVAL),
          "sendto: an address shorter than 8 bytes is EINVAL");
    check(fails(sendto(fd, &frame, sizeof frame, 0, (struct sockaddr *)&to, 0), EINVAL),
          "sendto: an address of 0 bytes is EINVAL");
    check(fails(sendto(fd, &frame, sizeof frame, 0, (struct sockaddr *)&to, 200), EINVAL),
          "sendto: an address longer than any is EINVAL");
    check(fails(sendto(fd, &frame, 5, 0, (struct sockaddr *)&to, 7), EINVAL), "sendto: a wrong size is EINVAL");
    to.can_ifindex = 987654;
    check(fails(sendto(fd, &frame, sizeof frame, 0, (struct sockaddr *)&to, sizeof to), ENXIO),
          "sendto: an unknown interface is ENXIO");
    to.can_ifindex = 0;
    check(fails(sendto(fd, &frame, sizeof frame, 0, (struct sockaddr *)&to, sizeof to), ENXIO),
          "sendto: interface 0 is ENXIO");
    to.can_ifindex = (int)if_nametoindex("lo");
    check(fails(sendto(fd, &frame, sizeof frame, 0, (struct sockaddr *)&to, sizeof to), EPERM),
          "sendto: an interface that is not CAN is EPERM");
    to = address_of(bench.first);
    to.can_family = AF_INET;
    check(fails(sendto(fd, &frame, sizeof frame, 0, (struct sockaddr *)&to, sizeof to), EINVAL),
          "sendto: an address of another family is EINVAL");
    close(fd);
    fd = open_bound(NULL);
    check(fails(write(fd, &frame, sizeof frame), ENXIO), "write: a socket bound to every interface is ENXIO");
    close(fd);
}

static void check_classic_interface(void) {
    int fd = open_fd(bench.second);
    struct canfd_frame frame = {.can_id = 0x113, .len = 4};
    int mtu_is_classic = fails(write(fd, &frame, sizeof frame), EINVAL);
    if (mtu_is_classic) {
        check(true, "write: an FD frame to an interface of MTU 16 is EINVAL");
    } else {
        skip("write: an FD frame to an interface of MTU 16 is EINVAL", "the second interface takes FD");
    }
    close(fd);
}

static void check_parts(void) {
    int sender = open_bound(bench.first);
    int listener = open_bound(bench.first);
    struct can_frame frame = frame_of(0x114, 0x77);
    char *bytes = (char *)&frame;
    struct iovec parts[] = {{bytes, 3}, {NULL, 0}, {bytes + 3, 1}, {bytes + 4, 12}};
    check(writev(sender, parts, 4) == sizeof frame && take(listener) == 0x114, "writev: a frame in parts is one frame");
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = 4};
    check(sendmsg(sender, &message, 0) == sizeof frame && take(listener) == 0x114,
          "sendmsg: a frame in parts is one frame");
    check(send(sender, &frame, sizeof frame, MSG_NOSIGNAL | MSG_DONTWAIT) == sizeof frame && take(listener) == 0x114,
          "send: takes MSG_NOSIGNAL and MSG_DONTWAIT");
    struct sockaddr_can to = address_of(bench.first);
    message.msg_name = &to;
    message.msg_namelen = sizeof to;
    check(sendmsg(sender, &message, 0) == sizeof frame && take(listener) == 0x114, "sendmsg: takes an address");
    message.msg_namelen = 0;
    check(sendmsg(sender, &message, 0) == sizeof frame && take(listener) == 0x114,
          "sendmsg: an address of 0 bytes is none");
    message.msg_namelen = (socklen_t)-1;
    check(fails(sendmsg(sender, &message, 0), EINVAL), "sendmsg: a negative address length is EINVAL");
    check(fails(writev(sender, parts, negative), EINVAL), "writev: a negative count is EINVAL");
    struct iovec wrapping[] = {{&frame, SIZE_MAX - 15}, {&frame, 32}};
    check(fails(writev(sender, wrapping, 2), EINVAL), "writev: lengths that wrap around are EINVAL");
    message.msg_namelen = sizeof to;
    message.msg_iovlen = 1025;
    check(fails(sendmsg(sender, &message, 0), EMSGSIZE), "sendmsg: more than 1024 parts are EMSGSIZE");
    close(sender);
    close(listener);
}

static void check_content(void) {
    int sender = open_fd(bench.first);
    int listener = open_fd(bench.first);
    static const canid_t ids[] = {0, CAN_SFF_MASK, 0x123 | CAN_RTR_FLAG, CAN_EFF_FLAG, CAN_EFF_FLAG | CAN_EFF_MASK,
                                  CAN_EFF_FLAG | 0x1234567 | CAN_RTR_FLAG};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        check(put(sender, ids[i], (uint8_t)i) && take(listener) == ids[i], "id %08X arrives as it was sent", ids[i]);
    }
    struct can_frame raw_dlc = {.can_id = 0x115, .can_dlc = 8};
    ((unsigned char *)&raw_dlc)[7] = 15; /* len8_dlc */
    memset(raw_dlc.data, 0xa5, 8);
    write(sender, &raw_dlc, sizeof raw_dlc);
    struct taken taken = take_whole(listener);
    check(taken.size == sizeof raw_dlc && memcmp(&taken.frame, &raw_dlc, sizeof raw_dlc) == 0,
          "a classic frame arrives byte for byte, its raw DLC too");
    struct canfd_frame fd_frame = {.can_id = 0x116, .len = 64, .flags = CANFD_BRS | CANFD_ESI};
    memset(fd_frame.data, 0x5a, 64);
    write(sender, &fd_frame, sizeof fd_frame);
    taken = take_whole(listener);
    check(taken.size == sizeof fd_frame && (taken.frame.flags & (CANFD_BRS | CANFD_ESI)) == (CANFD_BRS | CANFD_ESI)
              && memcmp(taken.frame.data, fd_frame.data, 64) == 0,
          "an FD frame arrives with its flags and 64 bytes");
    check((taken.frame.flags & 0x04) != 0, "an FD frame arrives marked CANFD_FDF");
    check(fd_frame.flags == (CANFD_BRS | CANFD_ESI), "the sender's own frame stays as it was");
    close(sender);
    close(listener);
}

void check_sending(void) {
    check_sizes();
    check_addresses();
    if (bench.second[0] != '\0') {
        check_classic_interface();
    } else {
        skip("write: an FD frame to an interface of MTU 16 is EINVAL", "no second interface given");
    }
    check_parts();
    check_content();
}
