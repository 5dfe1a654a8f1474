/*
 * What a death means. An accident is a signal nobody meant for ending (SIGKILL, SIGSEGV, SIGABRT ...), or
 * exit code 3, a JVM's own when memory ran out (-XX:+ExitOnOutOfMemoryError). Every other exit is the
 * child's decision.
 */
#include "keep.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#define OUT_OF_MEMORY 3

/* As a shell reports it. */
int exit_code(int status) {
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

bool is_accident(int status, bool ending, unsigned sent) {
    if (ending) {
        return false;
    }
    if (WIFSIGNALED(status)) {
        return (sent & (1u << WTERMSIG(status))) == 0;
    }
    return WEXITSTATUS(status) == OUT_OF_MEMORY;
}

/* sigabbrev_np() is young and glibc's only. */
static const char *name_of(int number) {
    switch (number) {
    case SIGKILL:
        return "SIGKILL";
    case SIGSEGV:
        return "SIGSEGV";
    case SIGABRT:
        return "SIGABRT";
    case SIGBUS:
        return "SIGBUS";
    case SIGILL:
        return "SIGILL";
    case SIGFPE:
        return "SIGFPE";
    case SIGTERM:
        return "SIGTERM";
    case SIGSYS:
        return "SIGSYS";
    default:
        return strsignal(number);
    }
}

/* An exit code that is neither is what a process made of the SIGABRT for its silence. */
void say_restart(const char *name, int status, int64_t delay, size_t kept) {
    if (WIFSIGNALED(status)) {
        fprintf(stderr, "buslane-keep: the %s was ended by %s", name, name_of(WTERMSIG(status)));
    } else if (WEXITSTATUS(status) == OUT_OF_MEMORY) {
        fprintf(stderr, "buslane-keep: the %s ran out of memory", name);
    } else {
        fprintf(stderr, "buslane-keep: the %s ended with exit code %d", name, WEXITSTATUS(status));
    }
    fprintf(stderr, "; starting it again with %zu descriptor%s kept", kept, kept == 1 ? "" : "s");
    if (delay > 0) {
        fprintf(stderr, " in %lld ms", (long long)delay);
    }
    fputc('\n', stderr);
}
