/* Keepers that keeptest starts, and what they say. */
#include "run.h"

#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

const char *keeper;
char self[PATH_MAX];
char folder[] = "/tmp/keeptest-XXXXXX";

void nothing(void) {
}

void (*before_keeper)(void) = nothing;

void become_keeper(char **words) {
    before_keeper();
    execv(keeper, words);
    _exit(97);
}

struct run start_words(char **words) {
    int input[2];
    int output[2];
    int errors[2];
    if (pipe2(input, O_CLOEXEC) != 0 || pipe2(output, O_CLOEXEC) != 0 || pipe2(errors, O_CLOEXEC) != 0) {
        exit(2);
    }
    struct run run = {.pid = fork(), .input = input[1], .output = output[0], .errors = errors[0]};
    if (run.pid == 0) {
        dup2(input[0], 0);
        dup2(output[1], 1);
        dup2(errors[1], 2);
        become_keeper(words);
    }
    close(input[0]);
    close(output[1]);
    close(errors[1]);
    return run;
}

struct run start_keeper(const char *first, ...) {
    char *words[32] = {"buslane-keep", (char *)first};
    va_list rest;
    va_start(rest, first);
    for (int i = 2; i < 31 && (words[i] = va_arg(rest, char *)) != NULL; i++) {
    }
    va_end(rest);
    return start_words(words);
}

void read_line(int fd, char *line, size_t room) {
    size_t length = 0;
    struct pollfd seen = {.fd = fd, .events = POLLIN};
    while (length + 1 < room && poll(&seen, 1, 10000) == 1 && read(fd, line + length, 1) == 1
           && line[length] != '\n') {
        length++;
    }
    line[length] = '\0';
}

int finish(struct run run) {
    int status = -1;
    waitpid(run.pid, &status, 0);
    close(run.input);
    close(run.output);
    close(run.errors);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

static int remove_one(const char *path, const struct stat *found, int kind, struct FTW *at) {
    (void)found;
    (void)kind;
    (void)at;
    return remove(path);
}

void remove_folder(void) {
    nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}
