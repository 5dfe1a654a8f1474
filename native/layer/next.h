/*
 * The next definitions of the names this library interposes: what a call on a foreign descriptor
 * goes to, so that it stays a cancellation point and other preloaded libraries and sanitizers see it.
 * NULL before the constructor has run: then the raw system call answers.
 */
#ifndef BUSLANE_NEXT_H
#define BUSLANE_NEXT_H

#include <ifaddrs.h>
#include <net/if.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

/* musl declares ioctl's request as int, glibc as unsigned long; the register holds either. */
typedef int ioctl_function(int, unsigned long, ...);

#define NEXT_FUNCTIONS(X) \
    X(socket) X(socketpair) X(bind) X(connect) X(listen) X(accept) X(accept4) X(shutdown) \
    X(getsockname) X(getpeername) X(setsockopt) X(getsockopt) \
    X(read) X(readv) X(recv) X(recvfrom) X(recvmsg) X(recvmmsg) \
    X(write) X(writev) X(send) X(sendto) X(sendmsg) X(sendmmsg) \
    X(if_nametoindex) X(if_indextoname) X(if_nameindex) X(if_freenameindex) \
    X(getifaddrs) X(freeifaddrs) X(epoll_ctl) X(epoll_create) X(epoll_create1)

struct next {
#define X(name) __typeof__(name) *name;
    NEXT_FUNCTIONS(X)
#undef X
    ioctl_function *ioctl;
};

extern struct next next;

#endif
