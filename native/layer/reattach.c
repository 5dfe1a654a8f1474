/*
 * When a gateway ends and no keeper holds its connections, every bus socket is at its end. A kernel
 * interface that goes down tells its sockets ENETDOWN once and serves them again when it is up; so do
 * we: the first call after the end is ENETDOWN, each later one looks for a gateway and, if there is
 * one, connects anew under the same descriptor number (dup3), sets the options as they were, binds to
 * the interface of the same name, and puts the descriptor back into the epolls it was in (which forget
 * it with the old connection).
 *
 * Best effort, for the process that made the socket. Copies of the descriptor in other processes, or
 * made by dup, stay ENETDOWN. A read that may wait and finds no gateway waits a moment, so that a
 * program which only tries again does not take a processor for it.
 */
#include "reattach.h"

#include "clock.h"
#include "shadow.h"
#include "table.h"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/time.h>

#define MOMENT_NS 100000000

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
static bool bind_as(const struct shadow *shadow, uint32_t state, int fd) {
    struct bl_interface after = {.index = 0};
    bool to_one = (state & BL_STATE_INDEX) != 0;
    if (!renew_table(fd) || (to_one && !interface_by_name(fd, shadow->bound_to, &after))) {
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
    return set_options(shadow, fresh) && bind_as(shadow, state, fresh);
}

static void watch_again(const struct shadow *shadow, int fd) {
    for (size_t i = 0; i < SHADOW_WATCHES; i++) {
        const struct watch *watch = &shadow->watches[i];
        if (watch->poller_plus_one != 0 && watch->fd == fd) {
            struct epoll_event event = {.events = watch->events, .data.u64 = watch->data};
            SC4(SYS_epoll_ctl, watch->poller_plus_one - 1, EPOLL_CTL_ADD, fd, &event);
        }
    }
}

/*
 * Not closed meanwhile by another thread, its number another file's by now. Between this look and the
 * dup3() behind it lies one call: there is no dup3() that compares.
 */
static bool is_still(const struct shadow *shadow, int fd) {
    return cookie_of(fd) == shadow->cookie;
}

static bool connect_anew(struct shadow *shadow, int fd) {
    int fresh = attach(0);
    if (fresh < 0) {
        return false;
    }
    long flags = SC2(SYS_fcntl, fd, F_GETFL);
    long closing = SC2(SYS_fcntl, fd, F_GETFD);
    bool done = flags >= 0 && closing >= 0 && furnish(shadow, fd, fresh)
        && SC3(SYS_fcntl, fresh, F_SETFL, flags) == 0
        && is_still(shadow, fd)
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

int recover(int fd, bool may_wait) {
    if (!try_shadows()) {
        return -ENETDOWN;
    }
    struct shadow *shadow = shadow_of(fd);
    bool first = shadow != NULL && !shadow->told && has_hung_up(fd);
    bool recovered = false;
    if (first) {
        shadow->told = true;
    } else if (shadow != NULL && !shadow->partial) {
        recovered = !has_hung_up(fd) || connect_anew(shadow, fd); /* or another thread did */
    }
    leave_shadows();
    if (!recovered && !first && may_wait) {
        pause_ns(MOMENT_NS);
    }
    return recovered ? 0 : -ENETDOWN;
}
