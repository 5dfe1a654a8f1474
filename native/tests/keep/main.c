/*
 * keeptest: the keeper's behaviour, as sentences. Needs nothing but the keeper's path:
 *
 *   keeptest PATH/buslane-keep
 */
#include "../tap.h"
#include "roles.h"
#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char note[PATH_MAX];

static struct run start(const char *role, const char *argument) {
    return start_keeper("--", self, "--play", role, argument, NULL);
}

static const char *fresh_note(const char *name) {
    snprintf(note, sizeof note, "%s/%s", folder, name);
    unlink(note);
    return note;
}

static long lives(void) {
    struct stat found;
    return stat(note, &found) == 0 ? (long)found.st_size : 0;
}

/* A role that checks for itself and ends with 0. */
static bool plays_well(const char *role, long wanted_lives) {
    int code = finish(start(role, fresh_note(role)));
    if (code != 0 || lives() != wanted_lives) {
        printf("# role %s ended with %d after %ld lives\n", role, code, lives());
    }
    return code == 0 && lives() == wanted_lives;
}

static void ignore_children(void) {
    signal(SIGCHLD, SIG_IGN);
}

static void check_exits(void) {
    check(finish(start("exit", "0")) == 0, "exit code 0 is passed on");
    check(finish(start("exit", "7")) == 7, "exit code 7 is passed on");
    check(finish(start("exit", "143")) == 143, "exit code 143, a JVM's after SIGTERM, is passed on");
    before_keeper = ignore_children;
    check(finish(start("exit", "7")) == 7, "and also where SIGCHLD was ignored");
    before_keeper = nothing;
    pid_t child = fork();
    int status = -1;
    if (child == 0) {
        freopen("/dev/null", "w", stderr);
        execl(keeper, "buslane-keep", "--", "/nonexistent/gateway", (char *)NULL);
    }
    waitpid(child, &status, 0);
    check(WIFEXITED(status) && WEXITSTATUS(status) == 127, "a command that is not there is 127");
    check(finish(start("limits", "")) == 0,
          "the child may open as many files as the hard limit says, and has no signal blocked");
}

static void check_store(void) {
    struct run run = start("lives", fresh_note("lives"));
    char line[200];
    read_line(run.errors, line, sizeof line);
    check(strstr(line, "SIGKILL") != NULL && strstr(line, "3 descriptors kept") != NULL,
          "a killed child is started again, with a line that says by what and with how many descriptors");
    int code = finish(run);
    check(code == 0, "names, order and contents are kept through SIGKILL, exit 3 and SIGABRT (step %d)", code);
    check(lives() == 4, "each of these deaths is one new life");
    check(plays_well("descendant", 2), "what another process stores is not kept, not even a grandchild");
    check(plays_well("hangups", 2), "a connection whose other end is gone leaves the store, unless FDPOLL=0");
    check(plays_well("many", 2), "two thousand descriptors are kept, in order");
    check(plays_well("bad-names", 2), "a bad name is refused, no name is \"stored\", nonsense is ignored");
}

static void check_foreign(void) {
    struct run run = start("foreign", fresh_note("foreign"));
    char address[200];
    read_line(run.output, address, sizeof address);
    int fd = memory_with("stranger's");
    bool sent = address[0] == '/' && notify(address, "FDSTORE=1\nFDNAME=stranger", &fd, 1);
    struct stat found;
    char *end = strrchr(address, '/');
    if (end != NULL) {
        *end = '\0';
    }
    check(strncmp(address, folder, strlen(folder)) == 0, "NOTIFY_SOCKET lies in $XDG_RUNTIME_DIR");
    check(stat(address, &found) == 0 && found.st_uid == geteuid() && (found.st_mode & 0777) == 0700,
          "nobody else may enter the folder of NOTIFY_SOCKET");
    write(run.input, "x", 1);
    int code = finish(run);
    check(sent && code == 0 && lives() == 2, "what a process outside stores is not kept");
    check(stat(address, &found) != 0 && errno == ENOENT, "the folder is gone with the keeper");
    close(fd);
}

static void leave_few_numbers(void) {
    struct rlimit limit = {64, 64};
    setrlimit(RLIMIT_NOFILE, &limit);
}

static void check_full(void) {
    char line[200];
    before_keeper = leave_few_numbers;
    struct run run = start("full", fresh_note("full"));
    before_keeper = nothing;
    read_line(run.errors, line, sizeof line);
    check(strstr(line, "ulimit -n") != NULL, "descriptors that do not fit: a line says so");
    read_line(run.errors, line, sizeof line);
    check(strstr(line, "SIGKILL") != NULL, "once");
    int code = finish(run);
    check(code == 0, "with every number in use, all that was kept comes back in order (step %d)", code);
}

static pid_t ready(struct run run) {
    char line[64];
    int pid = -1;
    read_line(run.output, line, sizeof line);
    return sscanf(line, "ready %d", &pid) == 1 ? pid : -1;
}

static bool passes_on(int number) {
    char line[64];
    char wanted[64];
    struct run run = start("signals", "1");
    if (ready(run) < 0) {
        return false;
    }
    kill(run.pid, number);
    read_line(run.output, line, sizeof line);
    snprintf(wanted, sizeof wanted, "signal %d", number);
    return finish(run) == 41 && strcmp(line, wanted) == 0;
}

static void check_signals(void) {
    check(passes_on(SIGTERM), "SIGTERM is passed on, and the exit code that follows too");
    check(passes_on(SIGINT), "SIGINT from a process is passed on");
    check(passes_on(SIGHUP), "SIGHUP is passed on");
    check(passes_on(SIGUSR1), "SIGUSR1 is passed on");
    struct run run = start("stubborn", "");
    pid_t child = ready(run);
    kill(run.pid, SIGTERM);
    if (child > 0) {
        kill(child, SIGKILL);
    }
    int code = finish(run);
    check(child > 0 && (code == 128 + SIGKILL || code == 128 + SIGTERM),
          "after SIGTERM a killed child is not started again");
}

static void check_keeper_death(void) {
    char line[64];
    struct run run = start("signals", "1");
    pid_t child = ready(run);
    kill(run.pid, SIGKILL);
    read_line(run.output, line, sizeof line);
    char wanted[64];
    snprintf(wanted, sizeof wanted, "signal %d", SIGTERM);
    if (!check(child > 0 && strcmp(line, wanted) == 0, "when the keeper is killed the child gets SIGTERM")) {
        printf("# child %d said \"%s\"\n", (int)child, line);
    }
    finish(run);
}

static void check_backoff(void) {
    struct run run = start("dies", fresh_note("dies"));
    char line[200];
    read_line(run.errors, line, sizeof line);
    check(strstr(line, "in 100 ms") != NULL, "a child that dies at once is started again after 100 ms");
    read_line(run.errors, line, sizeof line);
    check(strstr(line, "in 200 ms") != NULL, "and after twice that the next time");
    kill(run.pid, SIGTERM);
    int code = finish(run);
    check(code == 128 + SIGTERM || code == 128 + SIGKILL, "SIGTERM ends the keeper while it waits");
}

static void check_watchdog(void) {
    struct run run = start_keeper("--watchdog", "200", "--", self, "--play", "silent", fresh_note("silent"), NULL);
    char line[200];
    read_line(run.errors, line, sizeof line);
    check(strstr(line, "the gateway said nothing for 200 ms") != NULL,
          "a child that said WATCHDOG=1 and then nothing is ended");
    read_line(run.errors, line, sizeof line);
    check(strstr(line, "ended by SIGABRT; starting it again") != NULL, "by SIGABRT, which is an accident");
    read_line(run.errors, line, sizeof line);
    read_line(run.errors, line, sizeof line);
    check(strstr(line, "ended by SIGKILL") != NULL, "or by SIGKILL where that does not end it");
    int code = finish(run);
    check(code == 0 && lives() == 3, "and it knew how long it may be silent (step %d)", code);
}

/* The keeper on a terminal of its own, as in a user's shell. */
static void check_terminal(void) {
    int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    char name[64];
    char line[64];
    if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0
        || ptsname_r(terminal, name, sizeof name) != 0) {
        skip("Ctrl-C on a terminal", "no pseudo-terminal here");
        return;
    }
    int output[2];
    if (pipe2(output, O_CLOEXEC) != 0) {
        exit(2);
    }
    pid_t pid = fork();
    if (pid == 0) {
        setsid();
        int side = open(name, O_RDWR);
        ioctl(side, TIOCSCTTY, 0);
        dup2(side, 0);
        dup2(output[1], 1);
        become_keeper((char *[]){"buslane-keep", "--", self, "--play", "signals", "2", NULL});
    }
    close(output[1]);
    int status = -1;
    read_line(output[0], line, sizeof line);
    bool first = write(terminal, "\003", 1) == 1;
    read_line(output[0], line, sizeof line);
    if (!check(first && strcmp(line, "signal 2") == 0 && waitpid(pid, &status, WNOHANG) == 0,
               "Ctrl-C reaches the child, and the keeper waits for it")) {
        printf("# the child said \"%s\"\n", line);
    }
    struct pollfd more = {.fd = output[0], .events = POLLIN};
    check(poll(&more, 1, 50) == 0, "and reaches it once");
    write(terminal, "\003", 1);
    waitpid(pid, &status, 0);
    check(WIFEXITED(status) && WEXITSTATUS(status) == 42,
          "a second Ctrl-C is the child's as well, and its exit code is passed on");
    close(terminal);
    close(output[0]);
}

/** A shell's background job ignores SIGINT and a `nohup` SIGHUP, which every process below would inherit. */
static void heed_signals(void) {
    static const int heeded[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGPIPE};
    for (size_t i = 0; i < sizeof heeded / sizeof *heeded; i++) {
        signal(heeded[i], SIG_DFL);
    }
}

int main(int count, char **words) {
    if (count == 4 && strcmp(words[1], "--play") == 0) {
        return play(words[2], words[3]);
    }
    ssize_t length = readlink("/proc/self/exe", self, PATH_MAX - 1);
    if (count != 2 || length < 0 || mkdtemp(folder) == NULL) {
        fprintf(stderr, "usage: %s PATH/buslane-keep\n", words[0]);
        return 2;
    }
    keeper = realpath(words[1], NULL);
    setenv("XDG_RUNTIME_DIR", folder, 1);
    alarm(120);
    heed_signals();
    check_exits();
    check_store();
    check_foreign();
    check_full();
    check_signals();
    check_keeper_death();
    check_backoff();
    check_terminal();
    check_watchdog();
    check_pair();
    remove_folder();
    return plan();
}
