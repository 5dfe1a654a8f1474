/* A connection to the lane's gateway. */
#include "clock.h"
#include "layer.h"

#include <sys/time.h>
#include <sys/un.h>

/*
 * Blocking, whatever the program asked for: a local connect waits for a place in the listener's
 * backlog, and a thousand programs starting at once must all get theirs. Whoever is not there is
 * ENETDOWN, the errno of a CAN interface that is down; being kept out stays EACCES.
 */
int attach(uint64_t until) {
    const char *path = lane_path();
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = 0;
    for (; path[length] != '\0'; length++) {
        address.sun_path[length] = path[length];
    }
    if (length == 0) {
        return -ENETDOWN;
    }
    long fd = SC3(SYS_socket, AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return (int)fd;
    }
    if (until != 0) { /* bounds connect() too: unix_stream_connect() */
        struct timespec left = left_until(until);
        struct timeval limit = {left.tv_sec, left.tv_nsec / 1000 + 1};
        SC5(SYS_setsockopt, fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    }
    long size = (long)(offsetof(struct sockaddr_un, sun_path) + length + 1);
    long result;
    do {
        result = SC3(SYS_connect, fd, &address, size);
    } while (result == -EINTR);
    if (result == 0) {
        return (int)fd;
    }
    SC1(SYS_close, fd);
    return result == -EACCES || result == -EPERM ? -EACCES : -ENETDOWN;
}
