/* A connection to the lane's gateway. */
#include "layer.h"

#include <sys/un.h>

/*
 * Blocking, whatever the program asked for: a local connect waits for a place in the listener's
 * backlog, and a thousand programs starting at once must all get theirs. Whoever is not there is
 * ENETDOWN, the errno of a CAN interface that is down; being kept out stays EACCES.
 */
int attach(void) {
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
