/*
 * pass CHANNEL PROGRAM [ARGUMENT...]: runs a program of the guest's whose output and errors go to the host
 * through a channel, in records of a struct head and at most PIECE bytes. A virtio port by itself would not
 * do: only one may have it open, so that "> /dev/stderr" would fail, and what is still in it is lost when
 * the machine goes off. So at the end there is a record without bytes, which the host answers with a byte
 * when it has written everything.
 */
#include "lab.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    KIND_OUTPUT = 'o',
    KIND_ERRORS = 'e',
    KIND_END = 'x',
    PIECE = 32 * 1024 - sizeof(struct head), /* a port takes 32 KiB at a time: port_fops_write() */
    STREAMS = 2,
};

static const uint8_t kinds[STREAMS] = {KIND_OUTPUT, KIND_ERRORS};

/** What a pipe has now, at most a piece of it: its length, 0 at its end or if there is nothing. */
static size_t pass_piece(int pipe, uint8_t kind, int channel) {
    char record[sizeof(struct head) + PIECE];
    ssize_t length;
    do {
        length = read(pipe, record + sizeof(struct head), PIECE);
    } while (length < 0 && errno == EINTR);
    if (length <= 0) {
        return 0;
    }
    struct head head = {.kind = kind, .length = (uint16_t)length};
    memcpy(record, &head, sizeof head);
    return write_all(channel, record, sizeof head + (size_t)length) ? (size_t)length : 0;
}

/** Until the program has ended; then what the pipes still hold, not what its own children may write later. */
static void pass_all(const int *pipes, int channel, int ended) {
    struct pollfd ready[STREAMS + 1] = {{.fd = pipes[0], .events = POLLIN}, {.fd = pipes[1], .events = POLLIN}};
    ready[STREAMS] = (struct pollfd){.fd = ended, .events = POLLIN};
    while (ready[STREAMS].revents == 0) {
        if (poll(ready, STREAMS + 1, -1) < 0) {
            continue;
        }
        for (int i = 0; i < STREAMS; i++) {
            if (ready[i].revents != 0 && pass_piece(pipes[i], kinds[i], channel) == 0) {
                ready[i].fd = -1;
            }
        }
    }
    for (int i = 0; i < STREAMS; i++) {
        while (pass_piece(pipes[i], kinds[i], channel) > 0) {
        }
    }
}

int pass(int count, char **words) {
    if (count < 2) {
        return say(EXIT_OURS, "usage: buslane-lab pass CHANNEL PROGRAM [ARGUMENT...]");
    }
    int output[2], errors[2];
    int channel = open_channel(words[0]);
    if (channel < 0 || pipe2(output, O_CLOEXEC) != 0 || pipe2(errors, O_CLOEXEC) != 0) {
        return say(EXIT_OURS, "%s: %s", words[0], strerror(errno));
    }
    sigset_t child, before;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, &before);
    int ended = signalfd(-1, &child, SFD_CLOEXEC);
    pid_t program = fork();
    if (program < 0 || ended < 0) {
        return say(EXIT_OURS, "fork: %s", strerror(errno));
    }
    if (program == 0) {
        sigprocmask(SIG_SETMASK, &before, NULL);
        dup2(output[1], 1);
        dup2(errors[1], 2);
        execv(words[1], words + 1);
        _exit(say(EXIT_NOT_FOUND, "%s: %s", words[1], strerror(errno)));
    }
    close(output[1]);
    close(errors[1]);
    int pipes[STREAMS] = {output[0], errors[0]};
    for (int i = 0; i < STREAMS; i++) {
        fcntl(pipes[i], F_SETFL, O_NONBLOCK);
    }
    pass_all(pipes, channel, ended);
    struct head end = {.kind = KIND_END};
    char answer;
    if (!write_all(channel, &end, sizeof end) || read(channel, &answer, 1) != 1) {
        return say(EXIT_OURS, "%s: the host does not answer", words[0]);
    }
    int status = 0;
    waitpid(program, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
