/* What the kept process does in each test. `note` is a file that lives through its lives. */
#include "roles.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* How often this role was started, this time included. */
static int count_life(const char *note) {
    int fd = open(note, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    write(fd, "x", 1);
    int lives = (int)lseek(fd, 0, SEEK_END);
    close(fd);
    return lives;
}

static bool is_listed(const char *names, int count) {
    const char *fds = getenv("LISTEN_FDS");
    const char *pid = getenv("LISTEN_PID");
    const char *got = getenv("LISTEN_FDNAMES");
    if (count == 0) {
        return fds == NULL && pid == NULL && got == NULL;
    }
    return fds != NULL && atoi(fds) == count && pid != NULL && atoi(pid) == getpid() && got != NULL
        && strcmp(got, names) == 0;
}

static bool nothing_open_from(int first) {
    for (int fd = first; fd < first + 100; fd++) {
        if (fcntl(fd, F_GETFD) != -1) {
            return false;
        }
    }
    return true;
}

static int die(int number) {
    barrier();
    signal(number, SIG_DFL);
    kill(getpid(), number);
    return 99;
}

/* Four lives: killed, out of memory, crashed, content. */
static int play_lives(const char *note) {
    switch (count_life(note)) {
    case 1:
        STEP(20, is_listed("", 0));
        STEP(21, nothing_open_from(3));
        STEP(22, keep("one", memory_with("first"), false) && keep("two", memory_with("second"), false)
                     && keep("three", memory_with("third"), false));
        return die(SIGKILL);
    case 2:
        STEP(23, is_listed("one:two:three", 3));
        STEP(24, holds(3, "first") && holds(4, "second") && holds(5, "third"));
        STEP(25, nothing_open_from(6));
        STEP(26, keep("one", 3, false));
        STEP(27, notify(getenv("NOTIFY_SOCKET"), "FDSTOREREMOVE=1\nFDNAME=two", NULL, 0));
        STEP(28, keep("four", memory_with("fourth"), false) && barrier());
        return 3;
    case 3:
        STEP(29, is_listed("one:three:four", 3));
        STEP(30, holds(3, "first") && holds(4, "third") && holds(5, "fourth"));
        return die(SIGABRT);
    default:
        STEP(31, is_listed("one:three:four", 3));
        return 0;
    }
}

/* A test that is not the child stores something between the two lives. */
static int play_foreign(const char *note) {
    char go;
    if (count_life(note) == 1) {
        printf("%s\n", getenv("NOTIFY_SOCKET"));
        fflush(stdout);
        STEP(20, read(0, &go, 1) == 1);
        return die(SIGKILL);
    }
    STEP(21, is_listed("", 0));
    return 0;
}

static int play_descendant(const char *note) {
    if (count_life(note) == 1) {
        int status = -1;
        pid_t child = fork();
        if (child == 0) {
            _exit(keep("grandchild", memory_with("deep"), false) && barrier() ? 0 : 1);
        }
        STEP(20, waitpid(child, &status, 0) == child && status == 0);
        return die(SIGKILL);
    }
    STEP(21, is_listed("", 0));
    return 0;
}

static int play_hangups(const char *note) {
    if (count_life(note) == 1) {
        int leaves[2];
        int stays[2];
        STEP(20, socketpair(AF_UNIX, SOCK_SEQPACKET, 0, leaves) == 0
                     && socketpair(AF_UNIX, SOCK_SEQPACKET, 0, stays) == 0);
        STEP(21, keep("leaves", leaves[0], true) && keep("stays", stays[0], false) && barrier());
        STEP(22, send(stays[1], "last words", 10, 0) == 10);
        close(leaves[0]);
        close(leaves[1]);
        close(stays[0]);
        close(stays[1]);
        return die(SIGKILL);
    }
    char words[32];
    STEP(23, is_listed("stays", 1));
    STEP(24, recv(3, words, sizeof words, 0) == 10 && recv(3, words, sizeof words, 0) == 0);
    return 0;
}

#define MANY 2000

static int play_many(const char *note) {
    char name[32];
    char text[32];
    if (count_life(note) == 1) {
        for (int i = 0; i < MANY; i++) {
            snprintf(name, sizeof name, "fd-%d", i);
            snprintf(text, sizeof text, "text %d", i);
            int fd = memory_with(text);
            STEP(20, fd >= 0 && keep(name, fd, false));
            close(fd);
        }
        return die(SIGSEGV);
    }
    STEP(21, getenv("LISTEN_FDS") != NULL && atoi(getenv("LISTEN_FDS")) == MANY);
    const char *names = getenv("LISTEN_FDNAMES");
    for (int i = 0; i < MANY; i++) {
        int length = snprintf(name, sizeof name, i + 1 < MANY ? "fd-%d:" : "fd-%d", i);
        snprintf(text, sizeof text, "text %d", i);
        STEP(22, strncmp(names, name, (size_t)length) == 0);
        STEP(23, holds(3 + i, text));
        names += length;
    }
    return 0;
}

/* Stores more than there are numbers for; what was kept comes back, in order. */
static int play_full(const char *note) {
    char text[32];
    if (count_life(note) == 1) {
        for (int i = 0; i < 100; i++) {
            snprintf(text, sizeof text, "text %d", i);
            int fd = memory_with(text);
            STEP(20, fd >= 0 && keep("full", fd, false));
            close(fd);
        }
        return die(SIGKILL);
    }
    struct rlimit limit;
    STEP(21, getrlimit(RLIMIT_NOFILE, &limit) == 0 && getenv("LISTEN_FDS") != NULL);
    int kept = atoi(getenv("LISTEN_FDS"));
    STEP(22, kept >= (int)limit.rlim_cur - 8);
    for (int i = 0; i < kept; i++) {
        snprintf(text, sizeof text, "text %d", i);
        STEP(23, holds(3 + i, text));
    }
    return 0;
}

static int play_bad_names(const char *note) {
    if (count_life(note) == 1) {
        keep("with:colon", memory_with("x"), false);
        keep("", memory_with("x"), false);
        notify(getenv("NOTIFY_SOCKET"), "FDSTORE=1", (int[]){memory_with("unnamed")}, 1);
        notify(getenv("NOTIFY_SOCKET"), "nonsense\n\n=\nFDSTORE=2", NULL, 0);
        return die(SIGKILL);
    }
    STEP(20, is_listed("stored", 1) && holds(3, "unnamed"));
    return 0;
}

/* Tells that it is ready, then of each signal, until as many came as the role says. */
static int play_signals(int wanted) {
    static const int watched[] = {SIGTERM, SIGINT, SIGHUP, SIGUSR1};
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof watched / sizeof *watched; i++) {
        sigaddset(&set, watched[i]);
    }
    sigprocmask(SIG_BLOCK, &set, NULL);
    printf("ready %d\n", (int)getpid());
    fflush(stdout);
    int seen = 0;
    while (seen < wanted) {
        int number = sigwaitinfo(&set, NULL);
        if (number > 0) {
            seen++;
            printf("signal %d\n", number);
            fflush(stdout);
        }
    }
    return 40 + seen;
}

static _Noreturn void play_stubborn(void) {
    signal(SIGTERM, SIG_IGN);
    printf("ready %d\n", (int)getpid());
    fflush(stdout);
    for (;;) {
        pause();
    }
}

static int play_limits(void) {
    struct rlimit limit;
    sigset_t blocked;
    STEP(20, getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur == limit.rlim_max);
    STEP(21, sigprocmask(SIG_SETMASK, NULL, &blocked) == 0);
    for (int number = 1; number < 32; number++) {
        STEP(22, sigismember(&blocked, number) == 0);
    }
    return 0;
}

/* Three lives: silent, stopped, content. */
static int play_silent(const char *note) {
    const char *period = getenv("WATCHDOG_USEC");
    STEP(20, period != NULL && strcmp(period, "200000") == 0 && getenv("WATCHDOG_PID") == NULL);
    int life = count_life(note);
    if (life < 3) {
        STEP(21, notify(getenv("NOTIFY_SOCKET"), "WATCHDOG=1", NULL, 0));
        if (life == 2) {
            raise(SIGSTOP);
        }
        pause();
    }
    return 0;
}

int play(const char *role, const char *note) {
    if (strcmp(role, "exit") == 0) {
        return atoi(note);
    }
    if (strcmp(role, "lives") == 0) {
        return play_lives(note);
    }
    if (strcmp(role, "foreign") == 0) {
        return play_foreign(note);
    }
    if (strcmp(role, "descendant") == 0) {
        return play_descendant(note);
    }
    if (strcmp(role, "hangups") == 0) {
        return play_hangups(note);
    }
    if (strcmp(role, "many") == 0) {
        return play_many(note);
    }
    if (strcmp(role, "full") == 0) {
        return play_full(note);
    }
    if (strcmp(role, "bad-names") == 0) {
        return play_bad_names(note);
    }
    if (strcmp(role, "signals") == 0) {
        return play_signals(atoi(note));
    }
    if (strcmp(role, "stubborn") == 0) {
        play_stubborn();
    }
    if (strcmp(role, "limits") == 0) {
        return play_limits();
    }
    if (strcmp(role, "silent") == 0) {
        return play_silent(note);
    }
    if (strcmp(role, "rights") == 0) {
        return play_rights(note);
    }
    if (strcmp(role, "hear") == 0) {
        return play_hear(note);
    }
    if (strcmp(role, "app") == 0) {
        return play_app(note);
    }
    if (strcmp(role, "dies") == 0) {
        count_life(note);
        return die(SIGKILL);
    }
    return 98;
}
