/*
 * join INTERFACE CHANNEL READY: makes a CAN interface of the guest one bus with one of the host's. What the
 * guest's programs send goes out through the channel, and what comes in they hear; nothing that came in
 * goes out again, as a socket does not hear itself. READY is a file that appears when both begin.
 *
 * To the host: a REQUEST, or a struct head and then of KIND_FRAMES a frame in the kernel's struct, of
 * KIND_LOST a uint32_t, the frames this socket has lost so far, of KIND_END nothing. From the host:
 * KIND_FRAMES, each frame behind its size in a uint16_t; KIND_END, which answers one.
 *
 * SIGTERM ends it, when what was sent until then is the host's: a machine that goes off forgets the rest.
 */
#include "lab.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/can.h>
#include <linux/can/raw.h>
#include <linux/sock_diag.h>
#include <net/if.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    KIND_LOST = 'l',
    KIND_END = 'x',
    XL_FRAMES = 7,       /* CAN_RAW_XL_FRAMES, since Linux 6.2 */
    XL_MAX = 2060,       /* CANXL_MAX_MTU */
    QUEUE = 32 << 20,    /* bytes, some 60,000 frames: programs inside are faster than any channel */
};

static int open_bus(const char *name) {
    struct sockaddr_can address = {.can_family = AF_CAN, .can_ifindex = (int)if_nametoindex(name)};
    int fd = socket(PF_CAN, SOCK_RAW | SOCK_CLOEXEC, CAN_RAW);
    if (fd < 0 || address.can_ifindex == 0) {
        return -1;
    }
    int on = 1, queue = QUEUE;
    can_err_mask_t all = CAN_ERR_MASK;
    setsockopt(fd, SOL_CAN_RAW, CAN_RAW_FD_FRAMES, &on, sizeof on);
    setsockopt(fd, SOL_CAN_RAW, XL_FRAMES, &on, sizeof on);
    setsockopt(fd, SOL_CAN_RAW, CAN_RAW_ERR_FILTER, &all, sizeof all);
    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &queue, sizeof queue);
    return bind(fd, (struct sockaddr *)&address, sizeof address) == 0 ? fd : -1;
}

/** Records on their way to the host: many for one write, as a console costs the same for one. */
struct outgoing {
    size_t length;
    char records[16384];
};

static void add_record(struct outgoing *out, uint8_t kind, const void *data, size_t length) {
    struct head head = {.kind = kind, .length = (uint16_t)length};
    memcpy(out->records + out->length, &head, sizeof head);
    memcpy(out->records + out->length + sizeof head, data, length);
    out->length += sizeof head + length;
}

/** Frames that found this socket's queue full: SO_RXQ_OVFL would say it with the next frame, and there may be none. */
static uint32_t lost_so_far(int bus) {
    uint32_t info[SK_MEMINFO_VARS] = {0};
    socklen_t length = sizeof info;
    getsockopt(bus, SOL_SOCKET, SO_MEMINFO, info, &length);
    return info[SK_MEMINFO_DROPS];
}

/** What the bus has, up to a write's fill. */
static int pass_out(int bus, int channel, uint32_t *lost) {
    static struct outgoing out;
    char frame[XL_MAX];
    ssize_t length = 0;
    out.length = 0;
    while (sizeof out.records - out.length >= 2 * sizeof(struct head) + sizeof frame + sizeof *lost &&
           (length = recv(bus, frame, sizeof frame, MSG_DONTWAIT)) > 0) {
        add_record(&out, KIND_FRAMES, frame, (size_t)length);
    }
    /* None of either when the interface went down, which may come back. */
    uint32_t now = lost_so_far(bus);
    if (now != *lost) {
        *lost = now;
        add_record(&out, KIND_LOST, lost, sizeof *lost);
    }
    return write_all(channel, out.records, out.length);
}

/** Fills it, however the stream cut it. */
static int read_exactly(int channel, void *into, size_t length) {
    for (char *rest = into; length > 0;) {
        ssize_t got = read(channel, rest, length);
        if (got <= 0 && errno != EINTR) {
            return 0;
        }
        rest += got > 0 ? got : 0;
        length -= (size_t)(got > 0 ? got : 0);
    }
    return 1;
}

static int pass_in(int bus, int channel) {
    struct head head;
    char records[CHUNK];
    if (!read_exactly(channel, &head, sizeof head) || head.length > sizeof records ||
        !read_exactly(channel, records, head.length)) {
        return 0;
    }
    if (head.kind == KIND_END) {
        return 0;
    }
    uint16_t size;
    for (size_t at = 0; at + sizeof size <= head.length; at += sizeof size + size) {
        memcpy(&size, records + at, sizeof size);
        if (at + sizeof size + size > head.length) {
            return 0;
        }
        /* vcan takes a frame or says why not: an interface that is down has no listeners either. */
        while (write(bus, records + at + sizeof size, size) < 0 && (errno == EINTR || errno == ENOBUFS)) {
            usleep(100);
        }
    }
    return write_all(channel, &(char){REQUEST}, 1);
}

static volatile sig_atomic_t ending;

static void note_the_end(int number) {
    (void)number;
    ending = 1;
}

/** Does not wait for what programs go on to send: no more frames than the queue can hold, one a write at least. */
static void finish(int bus, int channel, uint32_t *lost) {
    struct pollfd ready = {.fd = bus, .events = POLLIN};
    struct head end = {.kind = KIND_END};
    int going = 1;
    for (int left = 1 << 16; going && left > 0 && poll(&ready, 1, 0) == 1 && (ready.revents & POLLIN) != 0; left--) {
        going = pass_out(bus, channel, lost);
    }
    if (going && write_all(channel, &end, sizeof end)) {
        while (pass_in(bus, channel)) {
        }
    }
}

int join(int count, char **words) {
    if (count != 3) {
        return say(EXIT_OURS, "usage: buslane-lab join INTERFACE CHANNEL READY");
    }
    sigset_t term, before;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, &before);
    sigaction(SIGTERM, &(struct sigaction){.sa_handler = note_the_end}, NULL);
    int bus = open_bus(words[0]);
    int channel = open_channel(words[1]);
    if (bus < 0 || channel < 0) {
        return say(EXIT_OURS, "join %s to %s: %s", words[0], words[1], strerror(errno));
    }
    if (!write_all(channel, &(char){REQUEST}, 1) || close(open(words[2], O_CREAT | O_WRONLY | O_CLOEXEC, 0600)) != 0) {
        return say(EXIT_OURS, "%s: %s", words[2], strerror(errno));
    }
    uint32_t lost = 0;
    while (!ending) {
        struct pollfd ready[] = {{.fd = bus, .events = POLLIN}, {.fd = channel, .events = POLLIN}};
        if (ppoll(ready, 2, NULL, &before) < 0) {
            continue;
        }
        if (ready[0].revents != 0 && !pass_out(bus, channel, &lost)) {
            return 0;
        }
        if (ready[1].revents != 0 && !pass_in(bus, channel)) {
            return 0;
        }
    }
    finish(bus, channel, &lost);
    return 0;
}
