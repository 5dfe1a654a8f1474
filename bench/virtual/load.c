/*
 * One writer process and M reader processes on a relaying process, and what came of it as one line of JSON.
 *
 *   load --to relay|buslane --socket PATH [--readers 1] [--seconds 1] [--rate HZ] [--window FRAMES]
 *        [--batch 1] [--read-batch 1] [--interface NAME] [--pid PID]
 *
 * Without --rate and --window the writer writes as fast as the relaying process takes frames (a flood: slow readers
 * lose). --window N keeps at most N frames on the way to the slowest reader, so a stream runs at the pace of the whole
 * chain and loses nothing; N must be less than a reader's queue. The CPU time is that of the relaying process (--pid,
 * else whoever listens on PATH) between the first frame and the last, all threads, also those that ended.
 */
#define _GNU_SOURCE
#include "load.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t) time.tv_sec * 1000000000 + (uint64_t) time.tv_nsec;
}

void die(const char *what) {
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

void pass(struct shared *shared) {
    pthread_barrier_wait(&shared->gate);
}

static uint64_t cpu_time(clockid_t clock) {
    struct timespec time;
    if (clock_gettime(clock, &time)) die("CPU time of the relaying process");
    return (uint64_t) time.tv_sec * 1000000000 + (uint64_t) time.tv_nsec;
}

/* The process that called listen() is the peer of whoever connects (unix(7), SO_PEERCRED). */
static pid_t listener(const char *path) {
    struct options plain = {.socket = path};
    int fd = attach(&plain);
    struct ucred peer;
    socklen_t size = sizeof peer;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size)) die("SO_PEERCRED");
    close(fd);
    return peer.pid;
}

static void child_ended(int signal) {
    (void) signal;
    _exit(1); /* it said why */
}

/* Phases, everybody passing the gate together: readers attached, writer attached, go, finished, leave. */
static void child(const struct options *options, struct shared *shared, int number) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_TIMERSLACK, 1);
    signal(SIGCHLD, SIG_DFL);
    alarm((unsigned) options->seconds + 60);
    bool writer = number == options->readers;
    int fd = writer ? -1 : attach(options);
    pass(shared);
    if (writer) fd = attach(options);
    pass(shared);
    pass(shared);
    if (writer) write_frames(options, shared, fd);
    else read_frames(options, shared, &shared->readers[number], fd);
    pass(shared);
    pass(shared);
    _exit(0);
}

int main(int argc, char **argv) {
    struct options options = parse(argc, argv);
    pid_t pid = options.pid ? options.pid : listener(options.socket);
    clockid_t clock;
    if ((errno = clock_getcpuclockid(pid, &clock))) die("CPU clock of the relaying process");

    struct shared *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) die("mmap");
    pthread_barrierattr_t across;
    pthread_barrierattr_init(&across);
    pthread_barrierattr_setpshared(&across, PTHREAD_PROCESS_SHARED);
    pthread_barrier_init(&shared->gate, &across, (unsigned) options.readers + 2);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGCHLD, child_ended);
    for (int i = 0; i <= options.readers; i++) {
        pid_t process = fork();
        if (process < 0) die("fork");
        if (process == 0) child(&options, shared, i);
    }
    pass(shared);
    pass(shared);
    uint64_t before = cpu_time(clock);
    pass(shared);
    pass(shared);
    uint64_t cpu = cpu_time(clock) - before; /* everybody is still connected: good-byes cost nothing here */
    signal(SIGCHLD, SIG_DFL);
    pass(shared);
    while (wait(NULL) > 0) {}
    report(&options, shared, pid, cpu);
    return 0;
}
