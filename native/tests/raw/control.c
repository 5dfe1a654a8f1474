/* Control messages: times, and what does not fit. sock_recv_cmsgs() and put_cmsg(). */
#include "bus.h"

#include <errno.h>
#include <time.h>

#include <linux/errqueue.h>
#include <linux/net_tstamp.h>
#include <linux/sockios.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/time.h>
#include <unistd.h>

static int sender;
static int listener;

struct received {
    struct msghdr message;
    struct can_frame frame;
    struct iovec part;
    union {
        struct cmsghdr align;
        char bytes[256];
    } control;
};

static bool receive(struct received *to, size_t control_size) {
    memset(to, 0, sizeof *to);
    to->part = (struct iovec){&to->frame, sizeof to->frame};
    to->message.msg_iov = &to->part;
    to->message.msg_iovlen = 1;
    to->message.msg_control = control_size == 0 ? NULL : &to->control;
    to->message.msg_controllen = control_size;
    return has_input(listener, PATIENCE_MS) && recvmsg(listener, &to->message, 0) == sizeof to->frame;
}

static bool is_now(int64_t seconds) {
    int64_t apart = (int64_t)time(NULL) - seconds;
    return apart >= -5 && apart <= 5;
}

static void check_microseconds(void) {
    struct received got;
    set_number(listener, SOL_SOCKET, SO_TIMESTAMP, 1);
    put(sender, 0x401, 1);
    bool came = receive(&got, sizeof got.control);
    struct cmsghdr *one = CMSG_FIRSTHDR(&got.message);
    check(came && one != NULL && one->cmsg_level == SOL_SOCKET && one->cmsg_type == SO_TIMESTAMP
              && one->cmsg_len == CMSG_LEN(sizeof(struct timeval)),
          "SO_TIMESTAMP brings a struct timeval");
    struct timeval stamp = {0};
    memcpy(&stamp, CMSG_DATA(one), sizeof stamp);
    check(is_now(stamp.tv_sec) && stamp.tv_usec >= 0 && stamp.tv_usec < 1000000, "SO_TIMESTAMP is the time of day");
    check(got.message.msg_controllen == CMSG_SPACE(sizeof stamp) && CMSG_NXTHDR(&got.message, one) == NULL,
          "and nothing else comes with it");
    check((got.message.msg_flags & MSG_CTRUNC) == 0, "and nothing was cut");
}

static void check_nanoseconds(void) {
    struct received got;
    set_number(listener, SOL_SOCKET, SO_TIMESTAMPNS, 1);
    put(sender, 0x402, 1);
    bool came = receive(&got, sizeof got.control);
    struct cmsghdr *one = CMSG_FIRSTHDR(&got.message);
    struct timespec stamp = {0};
    if (check(came && one != NULL && one->cmsg_type == SO_TIMESTAMPNS, "SO_TIMESTAMPNS brings a struct timespec")) {
        memcpy(&stamp, CMSG_DATA(one), sizeof stamp);
    }
    check(is_now(stamp.tv_sec) && stamp.tv_nsec >= 0 && stamp.tv_nsec < 1000000000,
          "SO_TIMESTAMPNS is the time of day");
    check(CMSG_NXTHDR(&got.message, one) == NULL, "SO_TIMESTAMPNS takes SO_TIMESTAMP's place");
    set_number(listener, SOL_SOCKET, SO_TIMESTAMPNS, 0);
    put(sender, 0x403, 1);
    check(receive(&got, sizeof got.control) && got.message.msg_controllen == 0, "switched off, no time comes");
}

static void check_timestamping(void) {
    struct received got;
    set_number(listener, SOL_SOCKET, SO_TIMESTAMPING, SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE);
    put(sender, 0x404, 1);
    bool came = receive(&got, sizeof got.control);
    struct cmsghdr *one = CMSG_FIRSTHDR(&got.message);
    struct scm_timestamping stamps = {0};
    if (check(came && one != NULL && one->cmsg_type == SO_TIMESTAMPING && one->cmsg_len == CMSG_LEN(sizeof stamps),
              "SO_TIMESTAMPING brings three struct timespec")) {
        memcpy(&stamps, CMSG_DATA(one), sizeof stamps);
    }
    check(is_now(stamps.ts[0].tv_sec) && stamps.ts[2].tv_sec == 0,
          "the first is the software's, there is no hardware's");
    set_number(listener, SOL_SOCKET, SO_TIMESTAMP, 1);
    put(sender, 0x405, 1);
    came = receive(&got, sizeof got.control);
    one = CMSG_FIRSTHDR(&got.message);
    struct cmsghdr *two = one == NULL ? NULL : CMSG_NXTHDR(&got.message, one);
    check(came && one != NULL && one->cmsg_type == SO_TIMESTAMP && two != NULL && two->cmsg_type == SO_TIMESTAMPING,
          "SO_TIMESTAMP and SO_TIMESTAMPING come together, in this order");
    set_number(listener, SOL_SOCKET, SO_TIMESTAMPING, 0);
}

static void check_no_room(void) {
    struct received got;
    put(sender, 0x406, 1);
    check(receive(&got, 0) && (got.message.msg_flags & MSG_CTRUNC) != 0 && got.message.msg_controllen == 0,
          "no room for control data is MSG_CTRUNC");
    put(sender, 0x407, 1);
    check(receive(&got, 8) && (got.message.msg_flags & MSG_CTRUNC) != 0 && got.message.msg_controllen == 0,
          "room for less than a header is MSG_CTRUNC");
    put(sender, 0x408, 1);
    size_t cut = CMSG_LEN(sizeof(struct timeval)) - 4;
    check(receive(&got, cut) && (got.message.msg_flags & MSG_CTRUNC) != 0 && got.message.msg_controllen == cut
              && CMSG_FIRSTHDR(&got.message)->cmsg_len == cut,
          "too little room brings what fits, with MSG_CTRUNC");
    put(sender, 0x409, 1);
    check(read(listener, &got.frame, sizeof got.frame) == sizeof got.frame, "read takes no notice of control data");
    set_number(listener, SOL_SOCKET, SO_TIMESTAMP, 0);
}

static void check_stamp_ioctl(void) {
    int fresh = open_bound(bench.first);
    struct timeval stamp = {0};
    check(ioctl(fresh, SIOCGSTAMP, &stamp) == -1 && errno == ENOENT, "SIOCGSTAMP before the first frame is ENOENT");
    put(sender, 0x40a, 1);
    check(take(fresh) == 0x40a && ioctl(fresh, SIOCGSTAMP, &stamp) == 0 && is_now(stamp.tv_sec)
              && stamp.tv_usec < 1000000,
          "SIOCGSTAMP is the time of the frame received last");
    struct timespec precise = {0};
    check(ioctl(fresh, SIOCGSTAMPNS, &precise) == 0 && precise.tv_sec == stamp.tv_sec
              && precise.tv_nsec / 1000 == stamp.tv_usec,
          "SIOCGSTAMPNS is the same in nanoseconds");
    int waiting = 0;
    check(ioctl(fresh, FIONREAD, &waiting) == -1 && errno == ENOTTY, "FIONREAD is ENOTTY");
    check(ioctl(fresh, TIOCOUTQ, &waiting) == -1 && errno == ENOTTY, "SIOCOUTQ is ENOTTY");
    close(fresh);
}

void check_control(void) {
    sender = open_bound(bench.first);
    listener = open_bound(bench.first);
    check_microseconds();
    check_nanoseconds();
    check_timestamping();
    check_no_room();
    close(listener);
    listener = open_bound(bench.first);
    check_stamp_ioctl();
    close(sender);
    close(listener);
}
