/* setsockopt and getsockopt, also of names and sizes nobody should use. */
#include "trace.h"

#include <errno.h>
#include <linux/can/raw.h>
#include <stdlib.h>
#include <string.h>

struct name {
    int level;
    int option;
};

static struct name any_name(void) {
    static const int usual[] = {SO_TIMESTAMP, SO_TIMESTAMPNS, SO_TIMESTAMPING, SO_RXQ_OVFL, SO_ERROR, SO_RCVLOWAT,
                                SO_RCVTIMEO, SO_PRIORITY, 63, 64, 65, 77 /* SO_PEERPIDFD */};
    static const int levels[] = {SOL_CAN_BASE, 0, 6, 17, 102, -1};
    switch (below(8)) {
    case 0:
        return (struct name){SOL_SOCKET, usual[below(sizeof usual / sizeof *usual - (knows_xl ? 0 : 1))]};
    case 1:
        return (struct name){SOL_SOCKET, (int)below(70)};
    case 2:
        return (struct name){pick(levels), (int)below(10)};
    default:
        return (struct name){SOL_CAN_RAW, (int)below(knows_xl ? 10 : 7)};
    }
}

/* What docs/kernel-truth.md lists is not asked for.
 *
 * Not the same everywhere for reasons that are no socket's: SO_SNDBUF and SO_RCVBUF in any spelling bound
 * queues that are measured otherwise; cookies, memory, CPUs and namespaces are the machine's.
 */
static bool is_comparable(struct name name, bool set) {
    static const int no_get[] = {SO_RCVLOWAT, SO_PASSCRED, SO_PASSSEC, 76 /* SO_PASSPIDFD */, SO_SNDBUF, SO_RCVBUF, SO_INCOMING_CPU, SO_MEMINFO, SO_COOKIE, 71 /* SO_NETNS_COOKIE */};
    static const int no_set[] = {SO_SNDBUF, SO_RCVBUF, SO_SNDBUFFORCE, SO_RCVBUFFORCE, SO_BUSY_POLL,
                                 SO_RCVTIMEO, SO_SNDTIMEO, 66, 67, SO_LOCK_FILTER, SO_ATTACH_FILTER, SO_ATTACH_BPF,
                                 SO_ATTACH_REUSEPORT_CBPF, SO_ATTACH_REUSEPORT_EBPF};
    for (size_t i = 0; i < sizeof no_get / sizeof *no_get && name.level == SOL_SOCKET && !set; i++) {
        if (name.option == no_get[i]) {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof no_set / sizeof *no_set && name.level == SOL_SOCKET && set; i++) {
        if (name.option == no_set[i]) {
            return false;
        }
    }
    return true;
}

static bool is_switch(struct name name) {
    return name.level == SOL_CAN_RAW && name.option >= CAN_RAW_LOOPBACK && name.option <= 7; /* CAN_RAW_XL_FRAMES */
}

/* What is queued already comes with what was asked for before: docs/kernel-truth.md. */
static bool decides_on_control(struct name name) {
    return name.level == SOL_SOCKET
        && (name.option == SO_TIMESTAMP || name.option == SO_TIMESTAMPNS || name.option == SO_TIMESTAMPING
            || name.option == SO_RXQ_OVFL || (name.option >= 63 && name.option <= 65));
}

static void set_one(int fd, struct name name) {
    static const int values[] = {0, 0, 1, 1, 1, 2, 5, -1, 24, 0x7fffffff};
    static const int sizes[] = {0, 1, 2, 3, 5, 8, 12, 16, -1};
    int value[4] = {pick(values), 0, 0, 0};
    int size = one_in(4) ? pick(sizes) : (int)sizeof *value;
    if (name.level == SOL_SOCKET && (name.option == SO_TIMESTAMPING || name.option == 65) && value[0] == 2) {
        value[0] = 8; /* no transmit stamps: docs/kernel-truth.md */
    }
    if (name.level == SOL_SOCKET && (name.option == SO_TIMESTAMPING || name.option == 65) && value[0] == 2) {
        value[0] = 8; /* no transmit stamps: docs/kernel-truth.md */
    }
    bool nowhere = one_in(40) && !is_switch(name); /* before Linux 6.18 that clears them, failing */
    if (errors_by_filter && name.level == SOL_CAN_RAW && name.option == CAN_RAW_ERR_FILTER) {
        value[0] = 0;
    }
    if (decides_on_control(name)) {
        drain(fd);
    }
    say("setsockopt(%d, %d, %d, %d%s)", name.level, name.option, value[0], size, nowhere ? ", NULL" : "");
    say_result(setsockopt(fd, name.level, name.option, nowhere ? NULL : value, (socklen_t)size));
}

static void get_one(int fd, struct name name) {
    static const int sizes[] = {0, 1, 2, 3, 5, 8, 12, 16, 64, -1};
    unsigned char room[128];
    memset(room, UNTOUCHED, sizeof room);
    int wanted = one_in(4) ? pick(sizes) : (int)sizeof(int);
    wanted = is_switch(name) && wanted > 0 ? 4 : wanted;
    socklen_t size = (socklen_t)wanted;
    bool nowhere = one_in(40);
    say("getsockopt(%d, %d, %d%s)", name.level, name.option, wanted, nowhere ? ", NULL" : "");
    int result = getsockopt(fd, name.level, name.option, nowhere ? NULL : room, &size);
    say_result(result);
    if (result == 0 || errno == ERANGE) {
        say(" length %d ", (int)size);
    }
    if (result == 0 && !nowhere) {
        if (is_switch(name) && size == sizeof(int)) { /* kept as given before Linux 6.18 */
            int value;
            memcpy(&value, room, sizeof value);
            value = value != 0;
            memcpy(room, &value, sizeof value);
        }
        say_bytes(room, size < sizeof room ? size : sizeof room);
        say_untouched(room, size < sizeof room ? size : sizeof room, sizeof room);
    }
}

void step_option(unsigned slot) {
    struct name name = any_name();
    bool set = !one_in(3);
    if (!is_comparable(name, set)) {
        say("no option");
    } else if (set) {
        set_one(sockets[slot], name);
    } else {
        get_one(sockets[slot], name);
    }
}
