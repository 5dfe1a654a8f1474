/*
 * through one|two PROGRAM [ARGUMENT...]: runs a program of the guest's whose output and errors go through one
 * pipe or two to this program's own. Its own is a console of user-mode Linux, which has no SIGPIPE and says
 * of itself that it is a terminal: behind a pipe a program finds what it does in a pipeline of the host's.
 * One pipe keeps the order of the two where the host's both go to the same place.
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

enum { PIECE = 32 * 1024, STREAMS = 2 };

/** What a pipe has now: whether there was something, and somebody to have it. */
static int pass_on(int from, int to) {
    char piece[PIECE];
    ssize_t length;
    do {
        length = read(from, piece, sizeof piece);
    } while (length < 0 && errno == EINTR);
    return length > 0 && write_all(to, piece, (size_t)length);
}

/** Until the program has ended; then what the pipes still hold, not what its own children may write later. */
static void pass_all(const int *pipes, int streams, int ended) {
    struct pollfd ready[STREAMS + 1] = {{.fd = ended, .events = POLLIN}};
    for (int i = 0; i < streams; i++) {
        ready[i + 1] = (struct pollfd){.fd = pipes[i], .events = POLLIN};
    }
    while (ready[0].revents == 0) {
        if (poll(ready, (nfds_t)streams + 1, -1) < 0) {
            continue;
        }
        for (int i = 1; i <= streams; i++) {
            if (ready[i].fd >= 0 && ready[i].revents != 0 && !pass_on(ready[i].fd, i)) {
                close(ready[i].fd); /* SIGPIPE to who still writes */
                ready[i].fd = -1;
            }
        }
    }
    for (int i = 1; i <= streams; i++) {
        while (ready[i].fd >= 0 && pass_on(ready[i].fd, i)) {
        }
    }
}

int through(int count, char **words) {
    int streams = count > 1 && strcmp(words[0], "two") == 0 ? 2 : 1;
    if (count < 2 || (streams == 1 && strcmp(words[0], "one") != 0)) {
        return say(EXIT_OURS, "usage: buslane-lab through one|two PROGRAM [ARGUMENT...]");
    }
    int ends[STREAMS][2], pipes[STREAMS];
    for (int i = 0; i < streams; i++) {
        if (pipe2(ends[i], O_CLOEXEC) != 0) {
            return say(EXIT_OURS, "pipe: %s", strerror(errno));
        }
        pipes[i] = ends[i][0];
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
        dup2(ends[0][1], 1);
        dup2(ends[streams - 1][1], 2);
        execv(words[1], words + 1);
        _exit(say(EXIT_NOT_FOUND, "%s: %s", words[1], strerror(errno)));
    }
    for (int i = 0; i < streams; i++) {
        close(ends[i][1]);
        fcntl(pipes[i], F_SETFL, O_NONBLOCK);
    }
    pass_all(pipes, streams, ended);
    int status = 0;
    waitpid(program, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
