/*
 * buslane-hook: the parts of Buslane that start inside or beside a container, where there is no time
 * for a JVM and no C library to count on. Statically linked; the first word names the part.
 */
#include "hook.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int say(int code, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("buslane run: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    return code;
}

int main(int count, char **words) {
    if (count >= 2 && strcmp(words[1], "run") == 0) {
        return run(count - 2, words + 2);
    }
    fputs("usage: buslane-hook run --library PATH [--lane NAME] -- COMMAND [ARGUMENT...]\n", stderr);
    return EXIT_OURS;
}
