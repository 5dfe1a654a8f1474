/*
 * Whose descriptor is this? A bus socket carries its state word in SO_RCVLOWAT from the moment
 * socket() returned it, so one getsockopt() tells both that the descriptor is the lane's and what a
 * write must know. There is no table to keep true through close, dup, fork and exec. No other socket
 * has such a value: it would mean waiting for 1.4 GB, which no receive buffer holds.
 *
 * A process that never had a bus socket asks nothing: its reads and writes must cost what they did,
 * and a sandbox that forbids it getsockopt() must not end it. It can come to one by socket(), by exec
 * (looked for at start) or in a message (expect_ours() when a control message brings descriptors).
 */
#include "layer.h"
#include "start.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/un.h>

static bool may_have_ours;

void expect_ours(void) {
    __atomic_store_n(&may_have_ours, true, __ATOMIC_RELAXED);
}

static bool has_state(int fd, uint32_t *state) {
    uint32_t word = 0;
    socklen_t size = sizeof word;
    if (SC5(SYS_getsockopt, fd, SOL_SOCKET, SO_RCVLOWAT, &word, &size) != 0) {
        return false;
    }
    *state = word;
    return (word & BL_STATE_MASK) == BL_STATE_MAGIC;
}

bool is_ours(int fd, uint32_t *state) {
    return __atomic_load_n(&may_have_ours, __ATOMIC_RELAXED) && has_state(fd, state);
}

bool keep_state(int fd, uint32_t state) {
    return (state & BL_STATE_MASK) == BL_STATE_MAGIC
        && SC5(SYS_setsockopt, fd, SOL_SOCKET, SO_RCVLOWAT, &state, sizeof state) == 0;
}

/* Appends what fits; what does not is told by the length. */
static size_t append(char *path, size_t room, size_t length, const char *text) {
    for (; *text != '\0'; text++, length++) {
        if (length < room) {
            path[length] = *text;
        }
    }
    return length;
}

/*
 * The path of the lane in the environment. libcansim.so is preloaded by hand and has nobody who looks for
 * a gateway: it takes BUSLANE_RUNDIR's word, and no other folder, as what is meant for a simulated seat
 * must not move a real one.
 */
static size_t told_path(char *path, size_t room) {
    const char *socket = getenv(BL_ENV_SOCKET);
    if (socket != NULL) {
        return append(path, room, 0, socket);
    }
    const char *folder = BL_CANSIM ? getenv(BL_ENV_RUNDIR) : NULL;
    return folder == NULL ? 0 : append(path, room, append(path, room, 0, folder), "/lanes/local/bus.sock");
}

/* Where the lane is, or "". Read once: a program may tidy its environment later. */
const char *lane_path(void) {
    static char path[sizeof ((struct sockaddr_un *)0)->sun_path];
    static bool known;
    if (!__atomic_load_n(&known, __ATOMIC_ACQUIRE)) {
        size_t length = told_path(path, sizeof path - 1);
        if (length >= sizeof path) {
            path[0] = '\0';
        }
        __atomic_store_n(&known, true, __ATOMIC_RELEASE);
    }
    return path;
}

/* struct linux_dirent64 of getdents64(2), which no header declares for freestanding use. */
struct entry {
    uint64_t inode;
    int64_t offset;
    uint16_t size;
    uint8_t type;
    char name[];
};

static int number_in(const char *name) {
    int number = 0;
    for (; *name != '\0'; name++) {
        if (*name < '0' || *name > '9') {
            return -1;
        }
        number = number * 10 + (*name - '0');
    }
    return number;
}

static void look_at(int fd) {
    uint32_t state;
    if (has_state(fd, &state)) {
        expect_ours();
    }
}

void look_for_inherited(void) {
    long folder = SC4(SYS_openat, AT_FDCWD, "/proc/self/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    if (folder < 0) { /* no /proc here: the numbers a program usually has */
        for (int fd = 0; fd < 256; fd++) {
            look_at(fd);
        }
        return;
    }
    char buffer[1024] __attribute__((aligned(8)));
    long filled;
    while ((filled = SC3(SYS_getdents64, folder, buffer, sizeof buffer)) > 0) {
        for (long at = 0; at < filled;) {
            const struct entry *entry = (const struct entry *)(buffer + at);
            int fd = number_in(entry->name);
            if (fd >= 0 && fd != folder) {
                look_at(fd);
            }
            at += entry->size;
        }
    }
    SC1(SYS_close, folder);
}
