/*
 * buslane-keep: the gateway's parent, and what systemd is to a service with FileDescriptorStoreMax=.
 * It keeps the descriptors the gateway gives it and, when the gateway dies otherwise than on purpose,
 * starts it again with all of them: programs on the bus keep their sockets, frames written meanwhile wait.
 *
 * One thread, no memory that grows but the store, no file, nothing parsed but notifications of its own child:
 * there is little here that could die itself. What is no accident ends the keeper too, with the gateway's exit code.
 */
#include "keep.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define STEADY_MS 10000    /* a gateway that lived this long did start */
#define DELAY_FIRST_MS 100
#define DELAY_LAST_MS 5000

struct keeper {
    char **command;
    char notify_name[NOTIFY_NAME_MAX];
    int notify;
    int signals;
    pid_t child;      /* 0: none now */
    int64_t started;  /* ms */
    int64_t again_at; /* ms, with no child */
    int64_t delay;    /* ms, of the next early death */
    bool ending;      /* somebody asked for the end */
    unsigned sent;    /* signals the child got on purpose, by number */
};

static struct store store;

static const int passed_on[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2};

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* What is ignored from the start (nohup, a shell's background) stays ignored, here and in the child. */
static bool is_ignored(int number) {
    struct sigaction action;
    return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

/* SIGPIPE is only blocked: a closed stderr must not end the keeper. */
static int open_signals(void) {
    sigset_t set;
    signal(SIGCHLD, SIG_DFL); /* where it is ignored, a child's end is not told and its status is lost */
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    for (size_t i = 0; i < sizeof passed_on / sizeof *passed_on; i++) {
        if (!is_ignored(passed_on[i])) {
            sigaddset(&set, passed_on[i]);
        }
    }
    int signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    sigaddset(&set, SIGPIPE);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return signals;
}

/* The gateway's many connections are all descriptors of ours too. */
static void raise_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static bool start(struct keeper *keeper) {
    keeper->started = now_ms();
    keeper->sent = 0;
    keeper->child = spawn(keeper->command, keeper->notify_name, &store);
    if (keeper->child < 0) {
        fprintf(stderr, "buslane-keep: fork: %s\n", strerror(errno));
        keeper->child = 0;
        return false;
    }
    return true;
}

static void plan_restart(struct keeper *keeper, int status) {
    int64_t delay = 0;
    if (now_ms() - keeper->started < STEADY_MS) {
        delay = keeper->delay;
        keeper->delay = delay * 2 < DELAY_LAST_MS ? delay * 2 : DELAY_LAST_MS;
    } else {
        keeper->delay = DELAY_FIRST_MS;
    }
    keeper->again_at = now_ms() + delay;
    say_restart(status, delay, store.count);
}

/* A process that ended and has its id still; 0 for none. */
static pid_t next_ended(void) {
    siginfo_t ended = {0};
    return waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT) == 0 ? ended.si_pid : 0;
}

/*
 * What the gateway stored just before it died still lies in the socket. It is read before the process is
 * reaped: until then nobody else can have its id. Other children can only be orphans that came to us as
 * process 1 of a container. Below 0: go on.
 */
static int reap(struct keeper *keeper) {
    int status;
    pid_t ended;
    int code = -1;
    while ((ended = next_ended()) > 0) {
        bool gateway = ended == keeper->child;
        if (gateway) {
            notify_read(keeper->notify, keeper->child, &store);
        }
        waitpid(ended, &status, 0);
        if (!gateway) {
            continue;
        }
        keeper->child = 0;
        if (is_accident(status, keeper->ending, keeper->sent)) {
            plan_restart(keeper, status);
        } else {
            code = exit_code(status);
        }
    }
    return code;
}

/*
 * Ctrl-C and its like come from the terminal to the whole foreground group, so the child has its own
 * already (SI_KERNEL); what a process sent to us alone is passed on. A second Ctrl-C is again only the
 * child's: the keeper ends when the child has ended, never before.
 */
static int on_signal(struct keeper *keeper, const struct signalfd_siginfo *signal) {
    int number = (int)signal->ssi_signo;
    keeper->sent |= 1u << number;
    keeper->ending |= number == SIGTERM || number == SIGINT;
    if (keeper->child == 0) {
        return keeper->ending || number == SIGHUP ? 128 + number : -1;
    }
    if (signal->ssi_code != SI_KERNEL) {
        kill(keeper->child, number);
    }
    return -1;
}

static int take_signals(struct keeper *keeper) {
    struct signalfd_siginfo signal;
    int code = -1;
    while (code < 0 && read(keeper->signals, &signal, sizeof signal) == sizeof signal) {
        code = signal.ssi_signo == SIGCHLD ? reap(keeper) : on_signal(keeper, &signal);
    }
    return code;
}

static int wait_ms(const struct keeper *keeper) {
    if (keeper->child != 0) {
        return -1;
    }
    int64_t left = keeper->again_at - now_ms();
    return left > 0 ? (int)left : 0;
}

static int keep(struct keeper *keeper) {
    if (!start(keeper)) {
        return 1;
    }
    for (;;) {
        struct pollfd sources[] = {
            {.fd = keeper->notify, .events = POLLIN},
            {.fd = keeper->signals, .events = POLLIN},
            {.fd = store.hangups, .events = POLLIN},
        };
        poll(sources, 3, wait_ms(keeper));
        if ((sources[0].revents & POLLIN) != 0) {
            notify_read(keeper->notify, keeper->child, &store);
        }
        if ((sources[2].revents & POLLIN) != 0) {
            store_drop_hung_up(&store);
        }
        int code = take_signals(keeper);
        if (code >= 0) {
            return code;
        }
        if (keeper->child == 0 && now_ms() >= keeper->again_at && !start(keeper)) {
            keeper->again_at = now_ms() + DELAY_LAST_MS;
        }
    }
}

int main(int count, char **words) {
    if (count < 3 || strcmp(words[1], "--") != 0) {
        fputs("usage: buslane-keep -- COMMAND [ARGUMENT...]\n", stderr);
        return 125;
    }
    struct keeper keeper = {.command = words + 2, .delay = DELAY_FIRST_MS};
    raise_limit();
    keeper.signals = open_signals();
    keeper.notify = notify_open(keeper.notify_name);
    int code = 125;
    if (keeper.signals < 0 || keeper.notify < 0 || !store_open(&store)) {
        fprintf(stderr, "buslane-keep: cannot start: %s\n", strerror(errno));
    } else {
        code = keep(&keeper);
    }
    notify_close(keeper.notify, keeper.notify_name);
    return code;
}
