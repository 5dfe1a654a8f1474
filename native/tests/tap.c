#include "tap.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int checks;
static int failures;

bool check_at(const char *file, int line, bool passed, const char *sentence, ...) {
    int error = errno;
    va_list arguments;
    va_start(arguments, sentence);
    printf("%s %d - ", passed ? "ok" : "not ok", ++checks);
    vprintf(sentence, arguments);
    putchar('\n');
    va_end(arguments);
    if (!passed) {
        failures++;
        printf("# at %s:%d; errno: %s\n", file, line, strerror(error));
    }
    fflush(stdout);
    errno = error;
    return passed;
}

void skip(const char *sentence, const char *reason) {
    printf("ok %d - %s # SKIP %s\n", ++checks, sentence, reason);
    fflush(stdout);
}

int plan(void) {
    printf("1..%d\n", checks);
    if (failures > 0) {
        printf("# %d of %d failed\n", failures, checks);
    }
    fflush(stdout);
    return failures == 0 ? 0 : 1;
}
