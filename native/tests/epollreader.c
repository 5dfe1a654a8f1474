/*
 * epollreader: an ordinary CAN program, as people write them. Two sockets, one of them FD; filters; waits
 * with epoll; reads by recvmsg with SO_TIMESTAMP and SO_RXQ_OVFL.
 *
 *   epollreader INTERFACE COUNT
 *
 * Prints "ready", then reads until the FD socket has seen COUNT frames, lost ones counted, and prints
 *   classic=N fd=N dropped=N
 * where classic are the standard data frames with ids 100 to 1FF, except 111, that the other socket got.
 * Exits 1 with a sentence if a frame is not as it must be, if time runs backwards, if reading fails, or after
 * 30 s of silence.
 */
#include <errno.h>
#include <linux/can.h>
#include <linux/can/raw.h>
#include <net/if.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

struct reader {
    int fd;
    bool takes_fd;
    long frames;
    uint32_t dropped;
    struct timeval last;
};

static void fail(const char *sentence) {
    perror(sentence);
    exit(1);
}

static void set(int fd, int level, int option, const void *value, socklen_t size) {
    if (setsockopt(fd, level, option, value, size) != 0) {
        fail("setsockopt");
    }
}

static struct reader open_reader(const char *interface, bool takes_fd) {
    int on = 1;
    struct can_filter filters[] = {
        {0x100, 0x700 | CAN_EFF_FLAG | CAN_RTR_FLAG},
        {0x111 | CAN_INV_FILTER, CAN_SFF_MASK},
    };
    struct reader reader = {.fd = socket(AF_CAN, SOCK_RAW | SOCK_NONBLOCK, CAN_RAW), .takes_fd = takes_fd};
    struct ifreq request = {0};
    strncpy(request.ifr_name, interface, IF_NAMESIZE - 1);
    if (reader.fd < 0 || ioctl(reader.fd, SIOCGIFINDEX, &request) != 0) {
        fail(interface);
    }
    set(reader.fd, SOL_SOCKET, SO_TIMESTAMP, &on, sizeof on);
    set(reader.fd, SOL_SOCKET, SO_RXQ_OVFL, &on, sizeof on);
    if (takes_fd) {
        set(reader.fd, SOL_CAN_RAW, CAN_RAW_FD_FRAMES, &on, sizeof on);
    } else {
        set(reader.fd, SOL_CAN_RAW, CAN_RAW_JOIN_FILTERS, &on, sizeof on);
        set(reader.fd, SOL_CAN_RAW, CAN_RAW_FILTER, filters, sizeof filters);
    }
    struct sockaddr_can address = {.can_family = AF_CAN, .can_ifindex = request.ifr_ifindex};
    if (bind(reader.fd, (struct sockaddr *)&address, sizeof address) != 0) {
        fail("bind");
    }
    return reader;
}

static void take_control(struct reader *reader, struct msghdr *message) {
    bool stamped = false;
    for (struct cmsghdr *one = CMSG_FIRSTHDR(message); one != NULL; one = CMSG_NXTHDR(message, one)) {
        if (one->cmsg_level == SOL_SOCKET && one->cmsg_type == SO_TIMESTAMP) {
            struct timeval now;
            memcpy(&now, CMSG_DATA(one), sizeof now);
            if (timercmp(&now, &reader->last, <)) {
                fail("time runs backwards");
            }
            reader->last = now;
            stamped = true;
        } else if (one->cmsg_level == SOL_SOCKET && one->cmsg_type == SO_RXQ_OVFL) {
            memcpy(&reader->dropped, CMSG_DATA(one), sizeof reader->dropped);
        }
    }
    if (!stamped) {
        fail("a frame without a time");
    }
}

static void check_frame(const struct reader *reader, const struct canfd_frame *frame, ssize_t size) {
    if (size != CAN_MTU && !(reader->takes_fd && size == CANFD_MTU)) {
        fail("a frame of the wrong size");
    }
    bool wanted = (frame->can_id & ~0xffu) == 0x100 && frame->can_id != 0x111;
    if (!reader->takes_fd && !wanted) {
        fail("a frame the filters leave out");
    }
}

static void read_all(struct reader *reader) {
    for (;;) {
        struct canfd_frame frame;
        struct sockaddr_can from;
        struct iovec part = {&frame, sizeof frame};
        union {
            struct cmsghdr align;
            char bytes[CMSG_SPACE(sizeof(struct timeval)) + CMSG_SPACE(sizeof(uint32_t))];
        } control;
        struct msghdr message = {
            .msg_name = &from,
            .msg_namelen = sizeof from,
            .msg_iov = &part,
            .msg_iovlen = 1,
            .msg_control = &control,
            .msg_controllen = sizeof control,
        };
        ssize_t size = recvmsg(reader->fd, &message, 0);
        if (size < 0 && errno == EAGAIN) {
            return;
        }
        if (size < 0) {
            fail("recvmsg");
        }
        check_frame(reader, &frame, size);
        take_control(reader, &message);
        reader->frames++;
    }
}

int main(int count, char **words) {
    if (count != 3) {
        fprintf(stderr, "usage: %s INTERFACE COUNT\n", words[0]);
        return 2;
    }
    long wanted = atol(words[2]);
    struct reader classic = open_reader(words[1], false);
    struct reader fd = open_reader(words[1], true);
    int poller = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event first = {.events = EPOLLIN, .data.ptr = &classic};
    struct epoll_event second = {.events = EPOLLIN, .data.ptr = &fd};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, classic.fd, &first) != 0
        || epoll_ctl(poller, EPOLL_CTL_ADD, fd.fd, &second) != 0) {
        fail("epoll_ctl");
    }
    puts("ready");
    fflush(stdout);
    while (fd.frames + fd.dropped < wanted) {
        struct epoll_event events[2];
        int ready = epoll_wait(poller, events, 2, 30000);
        if (ready < 0 && errno == EINTR) {
            continue; /* it was stopped and continued: signal(7) */
        }
        if (ready <= 0) {
            fail("30 s of silence");
        }
        for (int i = 0; i < ready; i++) {
            read_all(events[i].data.ptr);
        }
    }
    read_all(&classic);
    printf("classic=%ld fd=%ld dropped=%u\n", classic.frames, fd.frames, fd.dropped);
    return 0;
}
