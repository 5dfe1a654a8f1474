/* The client side of sd_notify(3). */
#include "roles.h"

#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

bool notify(const char *address, const char *text, const int *fds, int count) {
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    size_t length = strlen(address);
    if (length >= sizeof to.sun_path) {
        return false;
    }
    memcpy(to.sun_path, address, length);
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(253 * sizeof(int))];
    } control = {0};
    struct iovec part = {(void *)text, strlen(text)};
    struct msghdr message = {
        .msg_name = &to,
        .msg_namelen = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length + 1),
        .msg_iov = &part,
        .msg_iovlen = 1,
    };
    if (count > 0) {
        message.msg_control = &control;
        message.msg_controllen = CMSG_SPACE((size_t)count * sizeof(int));
        struct cmsghdr *one = CMSG_FIRSTHDR(&message);
        one->cmsg_level = SOL_SOCKET;
        one->cmsg_type = SCM_RIGHTS;
        one->cmsg_len = CMSG_LEN((size_t)count * sizeof(int));
        memcpy(CMSG_DATA(one), fds, (size_t)count * sizeof(int));
    }
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool sent = sendmsg(fd, &message, 0) == (ssize_t)part.iov_len;
    close(fd);
    return sent;
}

/* The keeper closes what comes with a message when it has done what the message says. */
bool barrier(void) {
    int ends[2];
    if (pipe(ends) != 0 || !notify(getenv("NOTIFY_SOCKET"), "BARRIER=1", &ends[1], 1)) {
        return false;
    }
    close(ends[1]);
    struct pollfd seen = {.fd = ends[0]};
    bool done = poll(&seen, 1, 10000) == 1;
    close(ends[0]);
    return done;
}

bool keep(const char *name, int fd, bool drop_on_hangup) {
    char text[512];
    snprintf(text, sizeof text, "FDSTORE=1\nFDNAME=%s%s", name, drop_on_hangup ? "" : "\nFDPOLL=0");
    return notify(getenv("NOTIFY_SOCKET"), text, &fd, 1);
}

int memory_with(const char *text) {
    int fd = memfd_create("keeptest", MFD_CLOEXEC);
    return write(fd, text, strlen(text)) == (ssize_t)strlen(text) ? fd : -1;
}

bool holds(int fd, const char *text) {
    char buffer[64] = "";
    return pread(fd, buffer, sizeof buffer - 1, 0) == (ssize_t)strlen(text) && strcmp(buffer, text) == 0;
}
