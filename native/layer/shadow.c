/*
 * What a process remembers of the bus sockets it made, in case one must be connected anew: the options
 * as they were set, and the epolls it is in. A page or two for each socket, found by SO_COOKIE; a slot
 * is free again when its number has another cookie, for close() is not seen here.
 */
#include "shadow.h"

#include <sys/epoll.h>
#include <sys/mman.h>

#define SLOTS 256

#ifndef SO_COOKIE
#define SO_COOKIE 57
#endif

static struct shadow *shadows[SLOTS];
static int holder; /* a process id; 0: nobody */

static bool hold(int instead_of, int own, int *seen) {
    *seen = instead_of;
    return __atomic_compare_exchange_n(&holder, seen, own, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

/* The holder stayed behind at fork(), in the middle of something: what was remembered may be half written. */
static void distrust_all(void) {
    for (size_t i = 0; i < SLOTS; i++) {
        if (shadows[i] != NULL) {
            shadows[i]->partial = true;
            shadows[i]->used = 0;
        }
    }
}

/* Never waits: a signal handler may have interrupted the holder. Who finds it busy remembers nothing. */
bool try_shadows(void) {
    int own = (int)SC1(SYS_getpid, 0);
    for (int i = 0; i < 1000; i++) {
        int seen;
        if (hold(0, own, &seen)) {
            return true;
        }
        if (seen != own && seen != 0 && hold(seen, own, &seen)) {
            distrust_all();
            return true;
        }
        SC1(SYS_sched_yield, 0);
    }
    return false;
}

void leave_shadows(void) {
    __atomic_store_n(&holder, 0, __ATOMIC_RELEASE);
}

uint64_t cookie_of(int fd) {
    uint64_t cookie = 0;
    socklen_t size = sizeof cookie;
    return SC5(SYS_getsockopt, fd, SOL_SOCKET, SO_COOKIE, &cookie, &size) == 0 ? cookie : 0;
}

struct shadow *shadow_of(int fd) {
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

void remember_socket(int fd) {
    if (!try_shadows()) {
        return;
    }
    struct shadow **slot = &shadows[(unsigned)fd % SLOTS];
    if (*slot == NULL) {
        long at = SC6(SYS_mmap, 0, sizeof **slot, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        *slot = at < 0 && at > -4096 ? NULL : (struct shadow *)at;
    } else if ((*slot)->fd != fd && cookie_of((*slot)->fd) == (*slot)->cookie) {
        leave_shadows();
        return;
    }
    if (*slot != NULL) {
        struct shadow *shadow = *slot;
        shadow->cookie = cookie_of(fd);
        shadow->fd = fd;
        shadow->told = false;
        shadow->partial = false;
        shadow->used = 0;
        shadow->bound_to[0] = '\0';
        for (size_t i = 0; i < SHADOW_WATCHES; i++) {
            shadow->watches[i].poller_plus_one = 0;
        }
    }
    leave_shadows();
}

size_t entry_size(const unsigned char *entry, struct option *option) {
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

/* By name: the next gateway may number its interfaces otherwise, and another socket have renewed the table. */
void remember_binding(int fd, uint32_t index) {
    struct bl_interface to;
    if (index == 0 || !interface_by_index(fd, index, &to) || !try_shadows()) {
        return;
    }
    struct shadow *shadow = shadow_of(fd);
    if (shadow != NULL) {
        __builtin_memcpy(shadow->bound_to, to.name, sizeof to.name);
    }
    leave_shadows();
}

void remember_option(int fd, int level, int name, const void *value, size_t length) {
    if (!try_shadows()) {
        return;
    }
    struct shadow *shadow = shadow_of(fd);
    if (shadow != NULL) {
        struct option option = {level, name, (uint32_t)length};
        forget_option(shadow, level, name);
        if (shadow->used + sizeof option + length > SHADOW_LOG) {
            shadow->partial = true;
        } else {
            __builtin_memcpy(shadow->log + shadow->used, &option, sizeof option);
            __builtin_memcpy(shadow->log + shadow->used + sizeof option, value, length);
            shadow->used += sizeof option + length;
        }
    }
    leave_shadows();
}

static struct watch *watch_of(struct shadow *shadow, int poller, int fd) {
    struct watch *free_one = NULL;
    for (size_t i = 0; i < SHADOW_WATCHES; i++) {
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
    if (!try_shadows()) {
        return;
    }
    struct shadow *shadow = shadow_of(fd);
    struct watch *watch = shadow == NULL ? NULL : watch_of(shadow, poller, fd);
    if (watch != NULL) {
        *watch = (struct watch){operation == EPOLL_CTL_DEL ? 0 : poller + 1, fd, events, data};
    }
    leave_shadows();
}

/* The number is a new epoll's: what an earlier one of that number watched is none of its business. */
void forget_poller(int poller) {
    if (!try_shadows()) {
        return;
    }
    for (size_t i = 0; i < SLOTS; i++) {
        for (size_t j = 0; shadows[i] != NULL && j < SHADOW_WATCHES; j++) {
            if (shadows[i]->watches[j].poller_plus_one == poller + 1) {
                shadows[i]->watches[j].poller_plus_one = 0;
            }
        }
    }
    leave_shadows();
}
