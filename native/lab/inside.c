/*
 * inside FOLDER CHANNEL [TERMINAL]: runs the lab's command in the guest, once everything is mounted. FOLDER is
 * the run folder, which is the host's as well.
 *
 * FOLDER/command holds strings that each end with a zero byte: the working folder, the number of words, the words,
 * the environment. With a TERMINAL that is the command's controlling terminal, and its standard input and
 * output; without one its standard input is a pipe, filled from the channel. Otherwise these, and standard
 * error in any case, are this program's. FOLDER/status gets the exit status in one step.
 */
#include "lab.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

struct spec {
    char *folder;
    char **words;
    char **environment;
};

static char *next(char **rest) {
    char *here = *rest;
    *rest += strlen(here) + 1;
    return here;
}

static int read_spec(const char *path, struct spec *spec) {
    struct stat file;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &file) != 0) {
        return 0;
    }
    size_t size = (size_t)file.st_size;
    char *text = calloc(1, size + 1);
    /* Every string ends with a zero byte, so there are no more than bytes, nor pointers than that and two ends. */
    char **pointers = calloc(size + 2, sizeof *pointers);
    if (text == NULL || pointers == NULL) {
        return 0;
    }
    for (size_t got = 0; got < size;) {
        ssize_t length = read(fd, text + got, size - got);
        if (length <= 0) {
            return 0;
        }
        got += (size_t)length;
    }
    close(fd);
    char *rest = text;
    spec->folder = next(&rest);
    spec->words = pointers;
    for (long left = strtol(next(&rest), NULL, 10); left > 0 && rest < text + size; left--) {
        *pointers++ = next(&rest);
    }
    spec->environment = ++pointers;
    while (rest < text + size) {
        *pointers++ = next(&rest);
    }
    return spec->words[0] != NULL;
}

/** In the child. */
static _Noreturn void become(struct spec *spec, int input, const char *terminal, const sigset_t *unblocked) {
    setsid();
    sigprocmask(SIG_SETMASK, unblocked, NULL);
    if (terminal != NULL) {
        int fd = open(terminal, O_RDWR);
        ioctl(fd, TIOCSCTTY, 1); /* also from init, which had it open first */
        dup2(fd, 0);
        dup2(fd, 1);
        if (fd > 2) {
            close(fd);
        }
    } else {
        dup2(input, 0);
    }
    if (chdir(spec->folder) != 0) {
        _exit(say(EXIT_OURS, "%s: %s", spec->folder, strerror(errno)));
    }
    clearenv();
    for (char **each = spec->environment; *each != NULL; each++) {
        putenv(*each);
    }
    execvp(spec->words[0], spec->words);
    int reason = errno;
    _exit(say(reason == ENOENT ? EXIT_NOT_FOUND : EXIT_NOT_EXECUTABLE, "%s: %s", spec->words[0], strerror(reason)));
}

static int read_all(int fd, void *into, size_t length) {
    char *rest = into;
    while (length > 0) {
        ssize_t got = read(fd, rest, length);
        if (got <= 0 && !(got < 0 && errno == EINTR)) {
            return 0;
        }
        if (got > 0) {
            rest += got;
            length -= (size_t)got;
        }
    }
    return 1;
}

/** What of the standard input is here already: on its way from a file of the host's into the pipe. */
struct input {
    const char *folder;
    int pipe; /* -1 after the end */
    int file; /* -1 for none */
};

static void end_input(struct input *input) {
    if (input->file >= 0) {
        close(input->file);
        input->file = -1;
    }
    close(input->pipe);
    input->pipe = -1;
}

/** There is room in the pipe. A command that does not read any more loses the rest, as in any pipeline. */
static void pass_file(struct input *input) {
    ssize_t passed = sendfile(input->pipe, input->file, NULL, CHUNK * 64);
    if (passed == 0) {
        close(input->file);
        input->file = -1;
    } else if (passed < 0 && errno != EAGAIN && errno != EINTR) {
        end_input(input);
    }
}

static void open_file(struct input *input, const struct input_file *announced) {
    char path[4096];
    snprintf(path, sizeof path, "%s/input.%u", input->folder, announced->number);
    input->file = open(path, O_RDONLY | O_CLOEXEC);
    unlink(path);
    if (input->file < 0) {
        end_input(input);
    }
}

/** Takes one answer of the host's. */
static void take(int channel, struct input *input, int terminal) {
    struct head head;
    char data[CHUNK];
    if (!read_all(channel, &head, sizeof head) || head.length > sizeof data || !read_all(channel, data, head.length)) {
        head = (struct head){.kind = KIND_DATA};
    }
    if (head.kind == KIND_SIZE && head.length == sizeof(struct winsize)) {
        struct winsize size;
        memcpy(&size, data, sizeof size);
        ioctl(terminal, TIOCSWINSZ, &size); /* the kernel sends SIGWINCH to who is in front */
    } else if (input->pipe >= 0 && head.kind == KIND_FILE && head.length == sizeof(struct input_file)) {
        struct input_file announced;
        memcpy(&announced, data, sizeof announced);
        open_file(input, &announced);
    } else if (input->pipe >= 0 && (head.length == 0 || write(input->pipe, data, head.length) < 0)) {
        end_input(input); /* whoever asked had room for PIPE_BUF, so this is the end */
    }
}

/** Asks for input whenever there is room for it, until the command has ended: its exit status. */
static int serve(pid_t command, int channel, struct input *input, const char *terminal, int ended) {
    int waiting = 0;
    int screen = terminal == NULL ? -1 : open(terminal, O_RDWR | O_NOCTTY | O_CLOEXEC);
    for (;;) {
        struct pollfd ready[] = {
            {.fd = ended, .events = POLLIN},
            {.fd = channel, .events = POLLIN},
            {.fd = waiting ? -1 : input->pipe, .events = POLLOUT},
        };
        if (!waiting && screen >= 0) {
            waiting = write_all(channel, &(char){REQUEST}, 1); /* the next size of the terminal, whenever */
        }
        if (poll(ready, 3, -1) < 0) {
            continue;
        }
        int status;
        if (ready[0].revents != 0) {
            struct signalfd_siginfo info;
            if (read(ended, &info, sizeof info) > 0 && waitpid(command, &status, WNOHANG) == command) {
                return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
            }
        }
        if (ready[1].revents != 0) {
            take(channel, input, screen);
            waiting = 0;
        } else if (ready[2].revents & (POLLERR | POLLHUP)) {
            end_input(input);
        } else if (ready[2].revents != 0 && input->file >= 0) {
            pass_file(input);
        } else if (ready[2].revents != 0) {
            waiting = write_all(channel, &(char){REQUEST}, 1);
        }
    }
}

static int leave_status(const char *folder, int status) {
    char unfinished[4096], finished[4096];
    snprintf(unfinished, sizeof unfinished, "%s/status.new", folder);
    snprintf(finished, sizeof finished, "%s/status", folder);
    FILE *file = fopen(unfinished, "we");
    if (file == NULL || fprintf(file, "%d\n", status) < 0 || fclose(file) != 0 || rename(unfinished, finished) != 0) {
        return say(EXIT_OURS, "%s: %s", finished, strerror(errno));
    }
    return 0;
}

int inside(int count, char **words) {
    struct spec spec;
    char path[4096];
    if (count < 2 || count > 3) {
        return say(EXIT_OURS, "usage: buslane-lab inside FOLDER CHANNEL [TERMINAL]");
    }
    const char *terminal = count == 3 ? words[2] : NULL;
    int channel = open_channel(words[1]);
    int ends[2];
    snprintf(path, sizeof path, "%s/command", words[0]);
    if (channel < 0 || !read_spec(path, &spec) || pipe2(ends, O_CLOEXEC) != 0) {
        return say(EXIT_OURS, "%s, %s: %s", path, words[1], strerror(errno));
    }
    sigset_t child, before;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, &before);
    signal(SIGPIPE, SIG_IGN);
    int ended = signalfd(-1, &child, SFD_CLOEXEC);
    pid_t command = fork();
    if (command < 0 || ended < 0) {
        return say(EXIT_OURS, "fork: %s", strerror(errno));
    }
    if (command == 0) {
        signal(SIGPIPE, SIG_DFL);
        become(&spec, ends[0], terminal, &before);
    }
    close(ends[0]);
    struct input input = {.folder = words[0], .pipe = ends[1], .file = -1};
    if (terminal != NULL) {
        end_input(&input);
    } else {
        fcntl(input.pipe, F_SETFL, O_NONBLOCK);
    }
    return leave_status(words[0], serve(command, channel, &input, terminal, ended));
}
