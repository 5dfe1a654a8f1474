#include "trace.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void say(const char *format, ...) {
    int error = errno;
    va_list arguments;
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    errno = error;
}

void say_result(long result) {
    if (result < 0) {
        say(" = %ld %s", result, strerror(errno));
    } else {
        say(" = %ld", result);
    }
}

void say_interface(int index) {
    int error = errno;
    char name[IF_NAMESIZE];
    if (index == 0) {
        say("any");
    } else if (index > 0 && index < 900000 && if_indextoname((unsigned)index, name) != NULL) {
        say("%s", name);
    } else {
        say("if%d", index);
    }
    errno = error;
}

void say_bytes(const unsigned char *bytes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        say("%02x", bytes[i]);
    }
}

/* Of what had been filled with UNTOUCHED before a call. */
void say_untouched(const unsigned char *bytes, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        if (bytes[i] != UNTOUCHED) {
            say(" wrote-behind@%zu", i);
            return;
        }
    }
}

int any_index(void) {
    switch (below(16)) {
    case 0:
        return 0;
    case 1:
        return 987654;
    case 2:
        return -1;
    case 3:
        return (int)if_nametoindex("lo");
    case 4:
    case 5:
        return (int)if_nametoindex(names.down);
    case 6:
    case 7:
    case 8:
        return (int)if_nametoindex(names.second);
    default:
        return (int)if_nametoindex(names.first);
    }
}

void drain(int fd) {
    char room[BYTES_MAX];
    while (recv(fd, room, sizeof room, MSG_DONTWAIT) >= 0) {
    }
}
