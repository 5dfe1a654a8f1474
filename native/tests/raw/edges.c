/* Lengths, null pointers and control data that no good program passes. */
#include "bus.h"

#include <errno.h>
#include <linux/net_tstamp.h>
#include <string.h>
#include <unistd.h>

static char *volatile nowhere = NULL; /* the compiler refuses a plain one */

static bool get_fails(int fd, int level, int option, void *to, int error) {
    socklen_t size = sizeof(int);
    return getsockopt(fd, level, option, to, &size) == -1 && errno == error;
}

static void check_values(int fd) {
    int one = 1;
    check(setsockopt(fd, SOL_CAN_RAW, 99, &one, (socklen_t)-1) == -1 && errno == EINVAL,
          "setsockopt: a negative length comes before everything else");
    check(setsockopt(fd, SOL_CAN_RAW, CAN_RAW_FILTER, nowhere, 4) == -1 && errno == EINVAL,
          "setsockopt: a wrong length comes before a null pointer");
    check(setsockopt(fd, SOL_CAN_RAW, CAN_RAW_FILTER, nowhere, 8) == -1 && errno == EFAULT,
          "setsockopt: a null pointer is EFAULT");
    check(setsockopt(fd, SOL_CAN_RAW, CAN_RAW_FILTER, nowhere, 0) == 0, "setsockopt: but an empty list needs none");
    check(setsockopt(fd, SOL_CAN_RAW, 99, nowhere, 4) == -1 && errno == ENOPROTOOPT,
          "setsockopt: an unknown option comes before a null pointer");
    check(get_fails(fd, SOL_CAN_RAW, CAN_RAW_LOOPBACK, nowhere, EFAULT), "getsockopt: a null pointer is EFAULT");
    check(get_fails(fd, SOL_CAN_RAW, 99, nowhere, ENOPROTOOPT), "getsockopt: an unknown option comes before it");
    check(get_fails(fd, SOL_SOCKET, SO_TYPE, nowhere, EFAULT), "getsockopt: it is EFAULT for SO_TYPE as well");
    int stamping[4] = {9, 9, 9, 9};
    socklen_t size = sizeof stamping;
    check(set_number(fd, SOL_SOCKET, SO_TIMESTAMPING, SOF_TIMESTAMPING_SOFTWARE)
              && getsockopt(fd, SOL_SOCKET, SO_TIMESTAMPING, stamping, &size) == 0 && size == 8
              && stamping[0] == SOF_TIMESTAMPING_SOFTWARE && stamping[1] == 0 && stamping[2] == 9,
          "SO_TIMESTAMPING is read with the clock it is bound to, 8 bytes");
    check(!set_number(fd, SOL_SOCKET, SO_TIMESTAMPING, -1) && errno == EINVAL
              && !set_number(fd, SOL_SOCKET, SO_TIMESTAMPING, SOF_TIMESTAMPING_OPT_STATS) && errno == EINVAL,
          "SO_TIMESTAMPING takes flags it knows");
    set_number(fd, SOL_SOCKET, SO_TIMESTAMPING, 0);
}

static void check_peer(int fd) {
    int credentials[3] = {9, 9, 9};
    socklen_t size = sizeof credentials;
    check(getsockopt(fd, SOL_SOCKET, SO_PEERCRED, credentials, &size) == 0 && size == sizeof credentials
              && credentials[0] == 0 && credentials[1] == -1 && credentials[2] == -1,
          "SO_PEERCRED is nobody's: there is no peer");
    check(get_fails(fd, SOL_SOCKET, 28, credentials, ENOTCONN), "SO_PEERNAME is ENOTCONN");
    check(get_fails(fd, SOL_SOCKET, 59, credentials, ENODATA), "SO_PEERGROUPS is ENODATA");
    check(setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, bench.first, (socklen_t)strlen(bench.first)) == 0,
          "SO_BINDTODEVICE takes the name of a bus");
    int ends[2];
    check(socketpair(AF_CAN, SOCK_RAW, CAN_RAW, ends) == -1 && errno == EOPNOTSUPP, "socketpair is EOPNOTSUPP");
    check(socketpair(AF_CAN, SOCK_DGRAM, CAN_RAW, ends) == -1 && errno == EPROTOTYPE,
          "socketpair of a type there is not is EPROTOTYPE");
}

static void check_address_of_receive(void) {
    int sender = open_bound(bench.first);
    int fd = open_bound(bench.first);
    struct can_frame frame;
    struct sockaddr_can from;
    socklen_t length = (socklen_t)-1;
    check(recvfrom(fd, &frame, sizeof frame, MSG_DONTWAIT, (struct sockaddr *)&from, &length) == -1 && errno == EAGAIN,
          "recvfrom: a negative length does not matter as long as nothing comes");
    put(sender, 0x6a1, 1);
    put(sender, 0x6a2, 1);
    check(has_input(fd, PATIENCE_MS)
              && recvfrom(fd, &frame, sizeof frame, 0, (struct sockaddr *)&from, &length) == -1 && errno == EINVAL
              && take(fd) == 0x6a2,
          "recvfrom: it is EINVAL when a frame comes, and the frame is gone");
    close(sender);
    close(fd);
}

/* One control message with a number in it; 0 or the errno. */
static int send_with(int fd, int type, size_t length, uint32_t number) {
    struct can_frame frame = frame_of(0x6b1, 1);
    struct iovec part = {&frame, sizeof frame};
    union {
        struct cmsghdr head;
        char bytes[CMSG_SPACE(sizeof number)];
    } control = {.head = {.cmsg_len = length, .cmsg_level = SOL_SOCKET, .cmsg_type = type}};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    memcpy(CMSG_DATA(&control.head), &number, sizeof number);
    return sendmsg(fd, &message, 0) == sizeof frame ? 0 : errno;
}

static void check_control_of_send(void) {
    int fd = open_bound(bench.first);
    check(send_with(fd, SO_TIMESTAMPING, CMSG_LEN(4), 0) == 0, "sendmsg: takes control data of SO_TIMESTAMPING");
    check(send_with(fd, SO_TIMESTAMPING, CMSG_LEN(4), SOF_TIMESTAMPING_RX_SOFTWARE) == EINVAL,
          "sendmsg: it may ask for transmit stamps alone");
    check(send_with(fd, SO_TIMESTAMPING, CMSG_LEN(3), 0) == EINVAL, "sendmsg: and is 4 bytes long");
    check(send_with(fd, SO_TIMESTAMPING, 15, 0) == EINVAL, "sendmsg: control data shorter than its head is EINVAL");
    check(send_with(fd, SO_TIMESTAMPING, CMSG_LEN(9), 0) == EINVAL, "sendmsg: longer than what is there is EINVAL");
    check(send_with(fd, SO_TIMESTAMP, CMSG_LEN(4), 0) == EINVAL, "sendmsg: any other of SOL_SOCKET is EINVAL");
    close(fd);
}

void check_edges(void) {
    int fd = open_bound(bench.first);
    check_values(fd);
    check_peer(fd);
    close(fd);
    check_address_of_receive();
    check_control_of_send();
}
