/*
 * buslane-hook: the parts of Buslane that start inside or beside a container, where there is no time
 * for a JVM and no C library to count on. Statically linked; the first word names the part.
 */
#include "hook.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *part;

int say(int code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "buslane %s: ", part);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    return code;
}

const char *value_of(const char *option, int count, char **words, int *at) {
    size_t length = strlen(option);
    if (strncmp(words[*at], option, length) != 0) {
        return NULL;
    }
    if (words[*at][length] == '=') {
        return words[*at] + length + 1;
    }
    if (words[*at][length] == '\0' && *at + 1 < count) {
        return words[++*at];
    }
    return NULL;
}

int main(int count, char **words) {
    part = count >= 2 ? words[1] : "";
    if (strcmp(part, "run") == 0) {
        return run(count - 2, words + 2);
    }
    if (strcmp(part, "wait") == 0) {
        return wait_until_up(count - 2, words + 2);
    }
    fputs("usage: buslane-hook run --library PATH [--lane NAME] -- COMMAND [ARGUMENT...]\n"
          "       buslane-hook wait [NAME] [--timeout SECONDS] [-- COMMAND [ARGUMENT...]]\n", stderr);
    return EXIT_OURS;
}
