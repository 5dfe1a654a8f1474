/* Test Anything Protocol: one line a check, "ok N - sentence"; the plan comes last. */
#ifndef BUSLANE_TAP_H
#define BUSLANE_TAP_H

#include <stdbool.h>

/* Prints the check's line; with a failure also errno and where. Returns what it was told. */
bool check_at(const char *file, int line, bool passed, const char *sentence, ...)
    __attribute__((format(printf, 4, 5)));
#define check(passed, ...) check_at(__FILE__, __LINE__, (passed), __VA_ARGS__)

void skip(const char *sentence, const char *reason);

/* Prints the plan; the exit code. */
int plan(void);

#endif
