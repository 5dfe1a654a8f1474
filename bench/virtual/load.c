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
#include <getopt.h>
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

static void report(const struct options *options, const struct shared *shared, pid_t pid, uint64_t cpu) {
    static struct histogram latency;
    uint64_t received = 0, disorder = 0, told = 0;
    double delivered = 0;
    for (int i = 0; i < options->readers; i++) {
        const struct reader *reader = &shared->readers[i];
        received += reader->received;
        disorder += reader->disorder;
        told += reader->told;
        if (reader->last > shared->begun) delivered += (double) reader->received * 1e9 / (double) (reader->last - shared->begun);
        histogram_merge(&latency, &reader->latency);
    }
    double seconds = (double) (shared->ended - shared->begun) / 1e9;
    uint64_t due = shared->written * (uint64_t) options->readers;
    printf("{\"to\":\"%s\",\"pid\":%d,\"readers\":%d,\"batch\":%d,\"read_batch\":%d,\"rate\":%ld,\"window\":%u,"
           "\"seconds\":%.3f,\"written\":%llu,\"written_per_s\":%.0f,\"delivered\":%llu,\"delivered_per_s\":%.0f,"
           "\"lost\":%lld,\"told\":%llu,\"disorder\":%llu,\"cpu_ns_per_frame\":%.1f,"
           "\"p50_ns\":%llu,\"p99_ns\":%llu,\"p999_ns\":%llu,\"max_ns\":%llu}\n",
           options->buslane ? "buslane" : "relay", pid, options->readers, options->batch, options->read_batch,
           options->rate, options->window, seconds, (unsigned long long) shared->written,
           (double) shared->written / seconds, (unsigned long long) received,
           options->readers ? delivered / options->readers : 0.0, (long long) (due - received),
           (unsigned long long) told, (unsigned long long) disorder, (double) cpu / (double) shared->written,
           (unsigned long long) histogram_at(&latency, 0.50), (unsigned long long) histogram_at(&latency, 0.99),
           (unsigned long long) histogram_at(&latency, 0.999), (unsigned long long) latency.largest);
}

static long number(const char *name, const char *text, long least, long most) {
    char *end;
    long value = strtol(text, &end, 10);
    if (*text && !*end && value >= least && value <= most) return value;
    fprintf(stderr, "load: --%s %s: expected a number from %ld to %ld\n", name, text, least, most);
    exit(2);
}

int main(int argc, char **argv) {
    static const struct option known[] = {
        {"to", 1, 0, 't'},     {"socket", 1, 0, 's'}, {"readers", 1, 0, 'm'},   {"seconds", 1, 0, 'd'},
        {"rate", 1, 0, 'r'},   {"window", 1, 0, 'w'}, {"batch", 1, 0, 'b'},     {"read-batch", 1, 0, 'B'},
        {"pid", 1, 0, 'p'},    {"interface", 1, 0, 'i'}, {0}};
    struct options options = {.readers = 1, .batch = 1, .read_batch = 1, .seconds = 1};
    const char *to = NULL;
    pid_t pid = 0;
    int option;
    while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) {
        switch (option) {
            case 't': to = optarg; break;
            case 's': options.socket = optarg; break;
            case 'i': options.interface = optarg; break;
            case 'd': options.seconds = strtod(optarg, NULL); break;
            case 'm': options.readers = (int) number("readers", optarg, 0, READERS_MAX); break;
            case 'r': options.rate = number("rate", optarg, 0, 1000000); break;
            case 'w': options.window = (unsigned) number("window", optarg, 0, 100000); break;
            case 'b': options.batch = (int) number("batch", optarg, 1, BATCH_MAX); break;
            case 'B': options.read_batch = (int) number("read-batch", optarg, 1, BATCH_MAX); break;
            case 'p': pid = (pid_t) number("pid", optarg, 1, 1 << 30); break;
            default: return 2;
        }
    }
    options.buslane = to && !strcmp(to, "buslane");
    if (!to || (!options.buslane && strcmp(to, "relay")) || !options.socket || optind < argc) {
        fprintf(stderr, "load: give --to relay or --to buslane, and --socket PATH\n");
        return 2;
    }
    if (!(options.seconds > 0 && options.seconds <= 3600)) {
        fprintf(stderr, "load: --seconds: expected more than 0, at most 3600\n");
        return 2;
    }
    if (options.window && options.window < 2 * (unsigned) options.batch) {
        fprintf(stderr, "load: --window %u: expected at least two batches of %d\n", options.window, options.batch);
        return 2;
    }
    if (!pid) pid = listener(options.socket);
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
