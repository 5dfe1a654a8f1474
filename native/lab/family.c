#include "lab.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    PATIENCE = 2000, /* milliseconds that a program which was told to end may take for it */
};

/* Field 4 of /proc/PID/stat, behind a name in brackets which may hold brackets: 0 if there is no such process. */
static pid_t parent_of(const char *pid) {
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return 0;
    }
    ssize_t length = read(fd, text, sizeof text - 1);
    close(fd);
    text[length > 0 ? length : 0] = '\0';
    char *name_end = strrchr(text, ')');
    int parent = 0;
    return name_end != NULL && sscanf(name_end + 1, " %*c %d", &parent) == 1 ? parent : 0;
}

static void kill_children(void) {
    DIR *processes = opendir("/proc");
    if (processes == NULL) {
        return;
    }
    pid_t self = getpid();
    for (struct dirent *each; (each = readdir(processes)) != NULL;) {
        if (isdigit((unsigned char)each->d_name[0]) && parent_of(each->d_name) == self) {
            kill((pid_t)atoi(each->d_name), SIGKILL);
        }
    }
    closedir(processes);
}

/* Whose parent is killed becomes a child of this process, so that it takes a round for each generation. */
static void end_descendants(void) {
    do {
        kill_children();
    } while (waitpid(-1, NULL, 0) > 0 || errno == EINTR);
}

/* Reaps whoever has ended; true with the program's status once it has. */
static int reap(pid_t program, int *status) {
    int ended, found = 0;
    for (pid_t child; (child = waitpid(-1, &ended, WNOHANG)) > 0;) {
        if (child == program) {
            *status = ended;
            found = 1;
        }
    }
    return found;
}

static int await(pid_t program, int signals) {
    int status = 0, timeout = -1;
    while (!reap(program, &status)) {
        struct pollfd ready = {.fd = signals, .events = POLLIN};
        int count = poll(&ready, 1, timeout);
        if (count == 0) {
            kill(program, SIGKILL);
            timeout = -1;
        }
        struct signalfd_siginfo info;
        if (count > 0 && read(signals, &info, sizeof info) > 0 && info.ssi_signo != SIGCHLD && timeout < 0) {
            kill(program, SIGTERM);
            timeout = PATIENCE;
        }
    }
    return status;
}

int run_family(char **words, int first_descriptor, int descriptors) {
    sigset_t ours, before;
    sigemptyset(&ours);
    sigaddset(&ours, SIGCHLD);
    sigaddset(&ours, SIGTERM);
    sigaddset(&ours, SIGINT);
    sigaddset(&ours, SIGHUP);
    sigprocmask(SIG_BLOCK, &ours, &before);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    int signals = signalfd(-1, &ours, SFD_CLOEXEC);
    pid_t self = getpid();
    pid_t program = signals < 0 ? -1 : fork();
    if (program < 0) {
        return say(EXIT_OURS, "fork: %s", strerror(errno));
    }
    if (program == 0) {
        /* For the case that somebody kills this process without a word. */
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (getppid() != self) {
            _exit(EXIT_OURS);
        }
        sigprocmask(SIG_SETMASK, &before, NULL);
        execvp(words[0], words);
        _exit(say(errno == ENOENT ? EXIT_NOT_FOUND : EXIT_NOT_EXECUTABLE, "%s: %s", words[0], strerror(errno)));
    }
    for (int i = 0; i < descriptors; i++) {
        close(first_descriptor + i);
    }
    int status = await(program, signals);
    end_descendants();
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
