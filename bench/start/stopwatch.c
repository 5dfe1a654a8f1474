/*
 * Wall time of programs, from before the fork to after the wait, in turns.
 *
 *   stopwatch RUNS COMMAND [ARGUMENT...] [:: COMMAND [ARGUMENT...]]...
 *
 * Prints one line for each command: median, least and most milliseconds. A first turn is not counted. Standard output
 * of the commands is thrown away; one that fails ends the measurement.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

enum { COMMANDS = 16, RUNS = 1000 };

extern char **environ;
static double taken[COMMANDS][RUNS];

static double milliseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static double measure(char **command, const posix_spawn_file_actions_t *quiet) {
    double begun = milliseconds();
    pid_t process;
    int status;
    int error = posix_spawnp(&process, command[0], quiet, NULL, command, environ);
    if (error) {
        fprintf(stderr, "stopwatch: %s: %s\n", command[0], strerror(error));
        exit(1);
    }
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {}
    double duration = milliseconds() - begun;
    if (!WIFEXITED(status) || WEXITSTATUS(status)) {
        fprintf(stderr, "stopwatch: %s %s failed (wait status %#x)\n", command[0], command[1] ? command[1] : "", status);
        exit(1);
    }
    return duration;
}

static int ascending(const void *a, const void *b) {
    double left = *(const double *) a, right = *(const double *) b;
    return (left > right) - (left < right);
}

int main(int argc, char **argv) {
    int runs = argc > 2 ? atoi(argv[1]) : 0;
    if (runs < 1 || runs > RUNS) {
        fprintf(stderr, "usage: stopwatch RUNS COMMAND [ARGUMENT...] [:: COMMAND [ARGUMENT...]]... (RUNS 1 to %d)\n", RUNS);
        return 2;
    }
    char **commands[COMMANDS];
    int count = 0;
    for (char **word = argv + 2; *word && count < COMMANDS; word++) {
        commands[count++] = word;
        while (*word && strcmp(*word, "::")) word++;
        if (!*word) break;
        *word = NULL;
    }
    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
    for (int run = -1; run < runs; run++) {
        for (int i = 0; i < count; i++) {
            double duration = measure(commands[i], &quiet);
            if (run >= 0) taken[i][run] = duration;
        }
    }
    for (int i = 0; i < count; i++) {
        qsort(taken[i], (size_t) runs, sizeof(double), ascending);
        double median = (taken[i][(runs - 1) / 2] + taken[i][runs / 2]) / 2;
        printf("%.2f %.2f %.2f\n", median, taken[i][0], taken[i][runs - 1]);
    }
    return 0;
}
