/*
 * The names glibc gives read, recv and recvfrom in programs built with _FORTIFY_SOURCE (debug/
 * read_chk.c and its like): the buffer's true size comes along, and a larger request ends the program.
 */
#include "layer.h"

#include <unistd.h>

extern void __chk_fail(void) __attribute__((weak, noreturn));

ssize_t __read_chk(int fd, void *buffer, size_t size, size_t room);
ssize_t __recv_chk(int fd, void *buffer, size_t size, size_t room, int flags);
ssize_t __recvfrom_chk(
    int fd, void *buffer, size_t size, size_t room, int flags, struct sockaddr *name,
    socklen_t *name_length);

static void check(size_t size, size_t room) {
    if (size > room) {
        if (__chk_fail != NULL) {
            __chk_fail();
        }
        __builtin_trap();
    }
}

EXPORT ssize_t __read_chk(int fd, void *buffer, size_t size, size_t room) {
    check(size, room);
    return read(fd, buffer, size);
}

EXPORT ssize_t __recv_chk(int fd, void *buffer, size_t size, size_t room, int flags) {
    check(size, room);
    return recv(fd, buffer, size, flags);
}

EXPORT ssize_t __recvfrom_chk(
    int fd, void *buffer, size_t size, size_t room, int flags, struct sockaddr *name,
    socklen_t *name_length) {
    check(size, room);
    return recvfrom(fd, buffer, size, flags, name, name_length);
}
