/*
 * epoll_ctl() and epoll_create(): passed on as they are; what was asked for a bus socket is remembered
 * in case the socket must be connected anew (shadow.c), until another epoll has the number.
 */
#include "layer.h"
#include "next.h"
#include "shadow.h"

#include <sys/epoll.h>

EXPORT int epoll_ctl(int poller, int operation, int fd, struct epoll_event *event) {
    uint32_t state;
    int result = next.epoll_ctl != NULL ? next.epoll_ctl(poller, operation, fd, event)
                                        : (int)answer(SC4(SYS_epoll_ctl, poller, operation, fd, event));
    if (result == 0 && is_ours(fd, &state) && (event != NULL || operation == EPOLL_CTL_DEL)) {
        uint32_t events = event == NULL ? 0 : event->events;
        remember_watch(poller, operation, fd, events, event == NULL ? 0 : event->data.u64);
    }
    return result;
}

static int fresh(int poller) {
    if (poller >= 0) {
        forget_poller(poller);
    }
    return poller;
}

EXPORT int epoll_create1(int flags) {
    return fresh(next.epoll_create1 != NULL ? next.epoll_create1(flags)
                                            : (int)answer(SC1(SYS_epoll_create1, flags)));
}

EXPORT int epoll_create(int size) {
    if (next.epoll_create != NULL) {
        return fresh(next.epoll_create(size));
    }
    return fresh((int)answer(size <= 0 ? -EINVAL : SC1(SYS_epoll_create1, 0)));
}
