/* The first word names the part. Statically linked: it runs in whatever tree a guest has. */
#include "lab.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

int say(int code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("buslane lab: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    return code;
}

int open_channel(const char *path) {
    int fd = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
    struct termios raw;
    if (fd >= 0 && tcgetattr(fd, &raw) == 0) {
        cfmakeraw(&raw);
        tcsetattr(fd, TCSANOW, &raw);
    }
    return fd;
}

int write_all(int fd, const void *data, size_t length) {
    const char *rest = data;
    while (length > 0) {
        ssize_t written = write(fd, rest, length);
        if (written >= 0) {
            rest += written;
            length -= (size_t)written;
        } else if (errno == EAGAIN) {
            struct pollfd room = {.fd = fd, .events = POLLOUT};
            poll(&room, 1, -1);
        } else if (errno != EINTR) {
            return 0;
        }
    }
    return 1;
}

int main(int count, char **words) {
    if (count >= 2 && strcmp(words[1], "start") == 0) {
        return start(count - 2, words + 2);
    }
    if (count >= 2 && strcmp(words[1], "inside") == 0) {
        return inside(count - 2, words + 2);
    }
    if (count >= 2 && strcmp(words[1], "join") == 0) {
        return join(count - 2, words + 2);
    }
    if (count >= 2 && strcmp(words[1], "pass") == 0) {
        return pass(count - 2, words + 2);
    }
    if (count >= 2 && strcmp(words[1], "through") == 0) {
        return through(count - 2, words + 2);
    }
    if (count >= 2 && strcmp(words[1], "card") == 0) {
        return card(count - 2, words + 2);
    }
    return say(EXIT_OURS, "a part of `buslane lab`, which calls it: start, inside, join, pass, through, card");
}
