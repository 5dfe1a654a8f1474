/*
 * When a gateway ends and no keeper holds its connections, every bus socket is at its end. A kernel
 * interface that goes down tells its sockets ENETDOWN once and serves them again when it is up; so do
 * we: the first call after the end is ENETDOWN, each later one looks for a gateway and, if there is
 * one, connects anew under the same descriptor number (dup3), sets the options as they were, binds to
 * the interface of the same name, and puts the descriptor back into the epolls it was in (which forget
 * it with the old connection).
 *
 * Best effort, for the process that made the socket: what it set is remembered here, in one page or two for each
 * socket, found by SO_COOKIE. Copies of the descriptor in other processes, or made by dup, stay ENETDOWN.
 * A read that may wait and finds no gateway waits a moment, so that a program which only tries
 * again does not take a processor for it.
 */
#include "reattach.h"

#include "table.h"

#include <fcntl.h>
#include <linux/can/raw.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>

#define SLOTS 256
#define LOG_SIZE 7000 /* 512 filters and every other option, with room to spare */
#define WATCHES 16
#define MOMENT_NS 100000000

#ifndef SO_COOKIE
#define SO_COOKIE 57
#endif

struct option {
    int level;
    int name;
    uint32_t length;
};

struct watch {
    int poller_plus_one; /* 0: free */
    int fd;
    uint32_t events;
    uint64_t data;
};

struct shadow {
    uint64_t cookie;
    int fd;
    bool told;    /* the program knows of this end */
    bool partial; /* something did not fit: better no socket than a different one */
    size_t used;
    struct watch watches[WATCHES];
    unsigned char log[LOG_SIZE]; /* struct option and its value, in the order they were set */
};

static struct shadow *shadows[SLOTS];
static bool busy;

/* Never waits: a signal handler may have interrupted the holder. Who finds it busy remembers nothing. */
static bool try_lock(void) {
    for (int i = 0; i < 1000; i++) {
        if (!__atomic_exchange_n(&busy, true, __ATOMIC_ACQUIRE)) {
            return true;
        }
        SC1(SYS_sched_yield, 0);
    }
    return false;
}

static void unlock(void) {
    __atomic_store_n(&busy, false, __ATOMIC_RELEASE);
}

static uint64_t cookie_of(int fd) {
    uint64_t cookie = 0;
    socklen_t size = sizeof cookie;
    return SC5(SYS_getsockopt, fd, SOL_SOCKET, SO_COOKIE, &cookie, &size) == 0 ? cookie : 0;
}

static struct shadow *shadow_of(int fd) {
    uint64_t cookie = cookie_of(fd);
    struct shadow *likely = shadows[(unsigned)fd % SLOTS];
    if (cookie == 0 || (likely != NULL && likely->cookie == cookie)) {
        return cookie == 0 ? NULL : likely;
    }
    for (size_t i = 0; i < SLOTS; i++) { /* a copy made by dup */
        if (shadows[i] != NULL && shadows[i]->cookie == cookie) {
            return shadows[i];
        }
    }
    return NULL;
}

/* A slot is free again when its socket is closed, which we see by its number having another cookie. */
void remember_socket(int fd) {
    if (!try_lock()) {
        return;
    }
    struct shadow **slot = &shadows[(unsigned)fd % SLOTS];
    if (*slot == NULL) {
        long at = SC6(SYS_mmap, 0, sizeof **slot, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        *slot = at < 0 && at > -4096 ? NULL : (struct shadow *)at;
    } else if ((*slot)->fd != fd && cookie_of((*slot)->fd) == (*slot)->cookie) {
        unlock();
        return;
    }
    if (*slot != NULL) {
        struct shadow *shadow = *slot;
        shadow->cookie = cookie_of(fd);
        shadow->fd = fd;
        shadow->told = false;
        shadow->partial = false;
        shadow->used = 0;
        for (size_t i = 0; i < WATCHES; i++) {
            shadow->watches[i].poller_plus_one = 0;
        }
    }
    unlock();
}

static size_t entry_size(const unsigned char *entry, struct option *option) {
    __builtin_memcpy(option, entry, sizeof *option);
    return sizeof *option + option->length;
}

static void forget_option(struct shadow *shadow, int level, int name) {
    struct option option;
    for (size_t at = 0; at < shadow->used;) {
        size_t size = entry_size(shadow->log + at, &option);
        if (option.level == level && option.name == name) {
            __builtin_memmove(shadow->log + at, shadow->log + at + size, shadow->used - at - size);
            shadow->used -= size;
            return;
        }
        at += size;
    }
}

void remember_option(int fd, int level, int name, const void *value, size_t length) {
    if (!try_lock()) {
        return;
    }
    struct shadow *shadow = shadow_of(fd);
    if (shadow != NULL) {
        struct option option = {level, name, (uint32_t)length};
        forget_option(shadow, level, name);
        if (shadow->used + sizeof option + length > LOG_SIZE) {
            shadow->partial = true;
        } else {
            __builtin_memcpy(shadow->log + shadow->used, &option, sizeof option);
            __builtin_memcpy(shadow->log + shadow->used + sizeof option, value, length);
            shadow->used += sizeof option + length;
        }
    }
    unlock();
}

static struct watch *watch_of(struct shadow *shadow, int poller, int fd) {
    struct watch *free_one = NULL;
    for (size_t i = 0; i < WATCHES; i++) {
        struct watch *watch = &shadow->watches[i];
        if (watch->poller_plus_one == poller + 1 && watch->fd == fd) {
            return watch;
        }
        if (watch->poller_plus_one == 0 && free_one == NULL) {
            free_one = watch;
        }
    }
    return free_one;
}

void remember_watch(int poller, int operation, int fd, uint32_t events, uint64_t data) {
    if (!try_lock()) {
        return;
    }
    struct shadow *shadow = shadow_of(fd);
    struct watch *watch = shadow == NULL ? NULL : watch_of(shadow, poller, fd);
    if (watch != NULL) {
        *watch = (struct watch){operation == EPOLL_CTL_DEL ? 0 : poller + 1, fd, events, data};
    }
    unlock();
}

static void copy_option(int from, int to, int name, bool is_doubled) {
    unsigned char value[sizeof(struct timeval)];
    socklen_t size = sizeof value;
    if (SC5(SYS_getsockopt, from, SOL_SOCKET, name, value, &size) != 0) {
        return;
    }
    if (is_doubled) { /* socket(7): what is set comes back doubled */
        int number;
        __builtin_memcpy(&number, value, sizeof number);
        number /= 2;
        __builtin_memcpy(value, &number, sizeof number);
    }
    SC5(SYS_setsockopt, to, SOL_SOCKET, name, value, size);
}

static bool set_options(const struct shadow *shadow, int fd) {
    struct option option;
    for (size_t at = 0; at < shadow->used;) {
        size_t size = entry_size(shadow->log + at, &option);
        struct question question = {
            .op = BL_OP_SETOPT,
            .level = option.level,
            .name = option.name,
            .value = shadow->log + at + sizeof option,
            .length = option.length,
        };
        if (ask(fd, &question) != 0) {
            return false;
        }
        at += size;
    }
    return true;
}

/* The new gateway may count its interfaces otherwise: the name is what the program meant. */
static bool bind_as(uint32_t state, int fd) {
    struct bl_interface before;
    struct bl_interface after = {.index = 0};
    uint32_t index = state & BL_STATE_INDEX;
    bool known = index == 0 || interface_by_index(fd, index, &before);
    if (!renew_table(fd) || !known || (index != 0 && !interface_by_name(fd, before.name, &after))) {
        return false;
    }
    if ((state & BL_STATE_BOUND) == 0) {
        return true;
    }
    struct question question = {.op = BL_OP_BIND, .value = &after.index, .length = sizeof after.index};
    return ask(fd, &question) == 0;
}

static bool furnish(const struct shadow *shadow, int old, int fresh) {
    uint32_t state = 0;
    is_ours(old, &state);
    keep_state(fresh, BL_STATE_MAGIC);
    copy_option(old, fresh, SO_RCVTIMEO, false);
    copy_option(old, fresh, SO_SNDTIMEO, false);
    copy_option(old, fresh, SO_SNDBUF, true);
    copy_option(old, fresh, SO_RCVBUF, true);
    return set_options(shadow, fresh) && bind_as(state, fresh);
}

static void watch_again(const struct shadow *shadow, int fd) {
    for (size_t i = 0; i < WATCHES; i++) {
        const struct watch *watch = &shadow->watches[i];
        if (watch->poller_plus_one != 0 && watch->fd == fd) {
            struct epoll_event event = {.events = watch->events, .data.u64 = watch->data};
            SC4(SYS_epoll_ctl, watch->poller_plus_one - 1, EPOLL_CTL_ADD, fd, &event);
        }
    }
}

static bool connect_anew(struct shadow *shadow, int fd) {
    int fresh = attach();
    if (fresh < 0) {
        return false;
    }
    long flags = SC2(SYS_fcntl, fd, F_GETFL);
    long closing = SC2(SYS_fcntl, fd, F_GETFD);
    bool done = flags >= 0 && closing >= 0 && furnish(shadow, fd, fresh)
        && SC3(SYS_fcntl, fresh, F_SETFL, flags) == 0
        && SC3(SYS_dup3, fresh, fd, (closing & FD_CLOEXEC) != 0 ? O_CLOEXEC : 0) == fd;
    SC1(SYS_close, fresh);
    if (done) {
        shadow->cookie = cookie_of(fd);
        shadow->fd = fd;
        shadow->told = false;
        watch_again(shadow, fd);
    }
    return done;
}

static bool is_over(int fd) {
    struct pollfd seen = {.fd = fd};
    struct timespec at_once = {0, 0};
    return SC5(SYS_ppoll, &seen, 1, &at_once, 0, 0) > 0 && (seen.revents & (POLLHUP | POLLERR)) != 0;
}

int recover(int fd, bool may_wait) {
    if (!try_lock()) {
        return -ENETDOWN;
    }
    struct shadow *shadow = shadow_of(fd);
    bool first = shadow != NULL && !shadow->told && is_over(fd);
    bool recovered = false;
    if (first) {
        shadow->told = true;
    } else if (shadow != NULL && !shadow->partial) {
        recovered = !is_over(fd) || connect_anew(shadow, fd); /* or another thread did */
    }
    unlock();
    if (!recovered && !first && may_wait) {
        struct timespec moment = {0, MOMENT_NS};
        SC5(SYS_ppoll, 0, 0, &moment, 0, 0);
    }
    return recovered ? 0 : -ENETDOWN;
}
