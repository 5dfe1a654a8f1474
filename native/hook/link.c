/*
 * Whether the kernel has an interface, and when to look again. No capability is needed for either: flags come
 * from an ioctl that any socket answers, and changes of links are sent to whoever joins their group
 * (NL_CFG_F_NONROOT_RECV, net/core/rtnetlink.c).
 */
#include "hook.h"

#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum presence presence_of_link(const char *name) {
    struct ifreq request = {0};
    memcpy(request.ifr_name, name, strlen(name) + 1);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0); /* the family that no sandbox forbids */
    if (fd < 0) {
        return UNKNOWN;
    }
    int result = ioctl(fd, SIOCGIFFLAGS, &request);
    int error = errno;
    close(fd);
    errno = error;
    if (result != 0) {
        return error == ENODEV ? NOT_THERE : UNKNOWN;
    }
    return (request.ifr_flags & IFF_UP) != 0 ? PRESENT : DOWN;
}

/* Open before the first look, so that no change falls between. -1 where a seccomp filter forbids it. */
int open_link_events(void) {
    struct sockaddr_nl address = {.nl_family = AF_NETLINK, .nl_groups = RTMGRP_LINK};
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
    if (fd >= 0 && bind(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

/* What they say does not matter, and cut off will do: they only wake. ENOBUFS too means that something changed. */
void forget_link_events(int fd) {
    char event[64];
    while (recv(fd, event, sizeof event, 0) >= 0 || errno == ENOBUFS || errno == EINTR) {
    }
}
