/* buslane-hook with some words, and what came of it. */
#include "trial.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

const char *hook;
char folder[] = "/tmp/hooktest-XXXXXX";
struct outcome outcome;

const char *in_folder(const char *name) {
    static char paths[8][PATH_MAX];
    static int next;
    char *path = paths[next++ % 8];
    snprintf(path, PATH_MAX, "%s/%s", folder, name);
    return path;
}

static void read_all(int fd, char *to, size_t room) {
    size_t length = 0;
    ssize_t step;
    while (length + 1 < room && (step = read(fd, to + length, room - 1 - length)) > 0) {
        length += (size_t)step;
    }
    to[length] = '\0';
    close(fd);
}

struct trial start_words(const char *part, const char *const *words) {
    char *all[32] = {(char *)hook, (char *)part};
    int output[2];
    int errors[2];
    size_t count = 2;
    while (*words != NULL && count < 31) {
        all[count++] = (char *)*words++;
    }
    if (pipe2(output, O_CLOEXEC) != 0 || pipe2(errors, O_CLOEXEC) != 0) {
        exit(2);
    }
    pid_t child = fork();
    if (child == 0) {
        dup2(output[1], 1);
        dup2(errors[1], 2);
        execv(hook, all);
        _exit(99);
    }
    close(output[1]);
    close(errors[1]);
    return (struct trial){child, output[0], errors[0]};
}

void finish_trial(struct trial trial) {
    int status;
    read_all(trial.output, outcome.output, sizeof outcome.output);
    read_all(trial.errors, outcome.errors, sizeof outcome.errors);
    waitpid(trial.child, &status, 0);
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : 1000;
}

void try_words(const char *part, const char *const *words) {
    finish_trial(start_words(part, words));
}

bool one_sentence_of(const char *part, int code, const char *words) {
    char begin[32];
    const char *end = strchr(outcome.errors, '\n');
    snprintf(begin, sizeof begin, "buslane %s: ", part);
    bool good = outcome.code == code && end != NULL && end[1] == '\0' && strstr(outcome.errors, words) != NULL
        && strncmp(outcome.errors, begin, strlen(begin)) == 0;
    if (!good) {
        printf("# code %d, said: %s\n", outcome.code, outcome.errors);
    }
    return good;
}

int make_lane(const char *name, const char *lane, bool listening) {
    char path[PATH_MAX];
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    mkdir(in_folder(name), 0755);
    snprintf(path, sizeof path, "%s/%s/lanes", folder, name);
    mkdir(path, 0755);
    snprintf(path, sizeof path, "%s/%s/lanes/%s", folder, name, lane);
    mkdir(path, 0755);
    snprintf(address.sun_path, sizeof address.sun_path, "%s/%s/lanes/%s/bus.sock", folder, name, lane);
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0 || (listening && listen(fd, 64) != 0)) {
        perror(address.sun_path);
        exit(2);
    }
    if (!listening) {
        close(fd);
        return -1;
    }
    return fd;
}

void make_file(const char *name, const void *bytes, size_t size) {
    int fd = open(in_folder(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0755);
    if (write(fd, bytes, size) != (ssize_t)size) {
        exit(2);
    }
    fchmod(fd, 0755);
    close(fd);
}
