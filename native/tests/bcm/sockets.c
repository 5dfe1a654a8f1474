/* The socket around the broadcast manager: bcm_ops of net/can/bcm.c. */
#include "message.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/wait.h>
#include <unistd.h>

static void check_creation_and_options(void) {
    check(socket(AF_CAN, SOCK_RAW, CAN_BCM) == -1 && errno == EPROTOTYPE, "socket: BCM is SOCK_DGRAM");
    int fd = open_bcm();
    check(get_number(fd, SOL_SOCKET, SO_TYPE) == SOCK_DGRAM && get_number(fd, SOL_SOCKET, SO_DOMAIN) == AF_CAN,
          "socket: SO_TYPE and SO_DOMAIN");
    struct sockaddr_can address = address_of(bench.first);
    socklen_t length = sizeof address;
    check(bind(fd, (struct sockaddr *)&address, sizeof address) == -1 && errno == EOPNOTSUPP, "socket: no bind");
    check(getsockname(fd, (struct sockaddr *)&address, &length) == -1 && errno == EOPNOTSUPP, "socket: no name");
    check(getpeername(fd, (struct sockaddr *)&address, &length) == -1 && errno == EOPNOTSUPP, "socket: no peer");
    check(listen(fd, 1) == -1 && errno == EOPNOTSUPP, "socket: no listen");
    int one = 1;
    check(setsockopt(fd, SOL_CAN_RAW, CAN_RAW_LOOPBACK, &one, sizeof one) == -1 && errno == EOPNOTSUPP,
          "socket: no options of CAN_RAW");
    check(set_number(fd, SOL_SOCKET, SO_TIMESTAMP, 1) && get_number(fd, SOL_SOCKET, SO_TIMESTAMP) == 1,
          "socket: those of any socket");
    close(fd);
}

static void check_connect(void) {
    int fd = open_bcm();
    struct sockaddr_can address = address_of(bench.first);
    struct message message = message_of(TX_READ, 0, 0x100, 0);
    check(refuses(fd, &message, ENOTCONN), "connect: before it everything is ENOTCONN");
    check(write(fd, &message, 8) == -1 && errno == ENOTCONN, "connect: also what is too short");
    check(connect(fd, (struct sockaddr *)&address, 7) == -1 && errno == EINVAL, "connect: a short address");
    address.can_ifindex = 987654;
    check(connect(fd, (struct sockaddr *)&address, sizeof address) == -1 && errno == ENODEV,
          "connect: no such interface");
    address.can_ifindex = (int)if_nametoindex("lo");
    check(address.can_ifindex == 0 || (connect(fd, (struct sockaddr *)&address, sizeof address) == -1 && errno == ENODEV),
          "connect: no CAN interface");
    address = address_of(bench.first);
    check(connect(fd, (struct sockaddr *)&address, sizeof address) == 0, "connect");
    check(connect(fd, (struct sockaddr *)&address, sizeof address) == -1 && errno == EISCONN, "connect: once");
    close(fd);
}

static void check_addresses(void) {
    int fd = open_connected("");
    int reader = open_bound(bench.second);
    struct sockaddr_can address = address_of(bench.second);
    struct message message = message_of(TX_SEND, 0, 0, 1);
    data_of(&message, 0, 0x111, 1, 1);
    size_t size = size_of(&message, 1);
    check(refuses(fd, &message, ENODEV), "address: on every interface nothing can be sent without one");
    check(sendto(fd, &message, size, 0, (struct sockaddr *)&address, sizeof address) == (ssize_t)size
              && take(reader) == 0x111,
          "address: sendto names it");
    check(sendto(fd, &message, size, 0, (struct sockaddr *)&address, 7) == -1 && errno == EINVAL,
          "address: a short one");
    address.can_family = AF_UNIX;
    check(sendto(fd, &message, size, 0, (struct sockaddr *)&address, sizeof address) == -1 && errno == EINVAL,
          "address: of another family");
    address = address_of(bench.second);
    address.can_ifindex = 987654;
    check(sendto(fd, &message, size, 0, (struct sockaddr *)&address, sizeof address) == -1 && errno == ENODEV,
          "address: no such interface");
    close(fd);
    fd = open_connected(bench.second);
    check(sendto(fd, &message, size, 0, (struct sockaddr *)&address, sizeof address) == (ssize_t)size
              && take(reader) == 0x111,
          "address: a socket with an interface takes no notice of one");
    close(fd);
    close(reader);
}

static void check_receive_calls(void) {
    int fd = open_connected("");
    int sender = open_bound(bench.first);
    struct message message = message_of(RX_SETUP, RX_FILTER_ID, 0x123, 0);
    set_number(fd, SOL_SOCKET, SO_TIMESTAMP, 1);
    check(tell(fd, &message) && is_silent(fd), "receive: nothing at first, EAGAIN");
    struct pollfd seen = {.fd = fd, .events = POLLIN | POLLOUT};
    check(poll(&seen, 1, 0) == 1 && seen.revents == POLLOUT, "receive: poll sees that one may write");
    int poller = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = 7};
    epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);
    put(sender, 0x123, 9);
    check(epoll_wait(poller, &event, 1, PATIENCE_MS) == 1 && event.data.u32 == 7, "receive: epoll sees a message");
    close(poller);
    char start[4];
    check(recv(fd, start, sizeof start, MSG_PEEK) == 4, "receive: a peek takes nothing");
    struct sockaddr_storage from;
    char control[128];
    struct iovec part = {&message, sizeof message};
    struct msghdr header = {.msg_iov = &part, .msg_iovlen = 1, .msg_name = &from, .msg_namelen = sizeof from};
    header.msg_control = control;
    header.msg_controllen = sizeof control;
    ssize_t size = recvmsg(fd, &header, 0);
    check(size == (ssize_t)size_of(&message, 1) && message.head.opcode == RX_CHANGED, "receive: recvmsg, whole");
    struct sockaddr_can *source = (struct sockaddr_can *)&from;
    check(header.msg_namelen == 8 && source->can_family == AF_CAN
              && source->can_ifindex == (int)if_nametoindex(bench.first),
          "receive: from the interface of the frame");
    struct cmsghdr *stamp = CMSG_FIRSTHDR(&header);
    check(stamp != NULL && stamp->cmsg_type == SO_TIMESTAMP, "receive: with its time");
    put(sender, 0x123, 10);
    check(has_input(fd, PATIENCE_MS) && read(fd, &message, 60) == 60 && is_silent(fd),
          "receive: what does not fit is cut");
    put(sender, 0x123, 11);
    header.msg_controllen = 0;
    part.iov_len = 60;
    check(has_input(fd, PATIENCE_MS) && recvmsg(fd, &header, 0) == 60 && (header.msg_flags & MSG_TRUNC) == 0,
          "receive: without a word");
    close(fd);
    close(sender);
}

static void check_copies(void) {
    int fd = open_connected(bench.first);
    int copy = dup(fd);
    close(fd);
    struct message message = message_of(TX_SETUP, SETTIMER, 0x100, 1);
    data_of(&message, 0, 0x100, 1, 1);
    pid_t child = fork();
    if (child == 0) {
        _exit(tell(copy, &message) ? 0 : 1);
    }
    int status = 1;
    check(waitpid(child, &status, 0) == child && status == 0, "copies: a child sets up on its parent's socket");
    message = message_of(TX_READ, 0, 0x100, 0);
    check(tell(copy, &message) && hears(copy, &message, TX_STATUS), "copies: and the parent reads it");
    close(copy);
}

void check_sockets(void) {
    check_creation_and_options();
    check_connect();
    check_addresses();
    check_receive_calls();
    check_copies();
}
