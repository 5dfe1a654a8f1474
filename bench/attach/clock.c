/*
 * How long one thing takes, in milliseconds, on standard output.
 *
 *   clock run COMMAND [ARGUMENT...]    from before the fork to after the wait; its standard output is thrown away
 *   clock ask SOCKET LINE              from before the connect to the end of the answer's line
 *
 * Exit status 1 without a figure if the command fails or the answer is an error.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ANSWER = 1 << 18 };

extern char **environ;

static double milliseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static void fail(const char *what) {
    fprintf(stderr, "clock: %s: %s\n", what, strerror(errno));
    exit(1);
}

static double run(char **command) {
    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
    double begun = milliseconds();
    pid_t process;
    int status;
    errno = posix_spawnp(&process, command[0], &quiet, NULL, command, environ);
    if (errno) fail(command[0]);
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {}
    double taken = milliseconds() - begun;
    if (!WIFEXITED(status) || WEXITSTATUS(status)) {
        fprintf(stderr, "clock: %s failed (wait status %#x)\n", command[0], status);
        exit(1);
    }
    return taken;
}

static double ask(const char *path, const char *line) {
    static char answer[ANSWER];
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    double begun = milliseconds();
    int server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (server < 0 || connect(server, (struct sockaddr *) &address, sizeof address)) fail(path);
    if (dprintf(server, "%s\n", line) < 0) fail(path);
    size_t length = 0;
    do {
        ssize_t more = read(server, answer + length, sizeof answer - 1 - length);
        if (more <= 0) fail(path);
        length += (size_t) more;
    } while (answer[length - 1] != '\n');
    double taken = milliseconds() - begun;
    if (strstr(answer, "\"error\"")) {
        fprintf(stderr, "clock: %s", answer);
        exit(1);
    }
    return taken;
}

int main(int argc, char **argv) {
    if (argc >= 3 && !strcmp(argv[1], "run")) {
        printf("%.3f\n", run(argv + 2));
    } else if (argc == 4 && !strcmp(argv[1], "ask")) {
        printf("%.3f\n", ask(argv[2], argv[3]));
    } else {
        fprintf(stderr, "usage: clock run COMMAND [ARGUMENT...]   clock ask SOCKET LINE\n");
        return 2;
    }
    return 0;
}
