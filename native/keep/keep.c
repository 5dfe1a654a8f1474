/*
 * The keeper's one loop: what its children tell, how they end, and the signals it gets. Each child is
 * started again for itself; the first that ends on purpose ends the others and then the keeper.
 */
#include "keep.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHILDREN_MAX 2
#define LATE_MS 1000

struct keeper {
    struct child **children; /* the agent comes first in a pair */
    size_t count;
    int signals;
    bool ending;
    int code; /* of the first that ended for good; -1: none did */
};

/* A process that ended and has its id still; 0 for none. */
static pid_t next_ended(void) {
    siginfo_t ended = {0};
    return waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT) == 0 ? ended.si_pid : 0;
}

static struct child *child_of(const struct keeper *keeper, pid_t pid) {
    for (size_t i = 0; i < keeper->count; i++) {
        if (keeper->children[i]->pid == pid) {
            return keeper->children[i];
        }
    }
    return NULL;
}

static void tell(struct child *child, int number, bool knows_already) {
    if (child->pid != 0) {
        child->sent |= 1u << number;
        if (!knows_already) {
            kill(child->pid, number);
        }
    }
}

static void end(struct keeper *keeper, int code) {
    keeper->ending = true;
    if (keeper->code < 0) {
        keeper->code = code;
    }
    for (size_t i = 0; i < keeper->count; i++) {
        if ((keeper->children[i]->sent & (1u << SIGTERM | 1u << SIGINT)) == 0) {
            tell(keeper->children[i], SIGTERM, false);
        }
    }
}

/*
 * What a child stored just before it died still lies in the socket. It is read before the process is
 * reaped: until then nobody else can have its id. Other children can only be orphans that came to us as
 * process 1 of a container.
 */
static void reap(struct keeper *keeper) {
    int status;
    pid_t ended;
    while ((ended = next_ended()) > 0) {
        struct child *child = child_of(keeper, ended);
        if (child != NULL) {
            notify_read(child);
        }
        waitpid(ended, &status, 0);
        if (child == NULL) {
            continue;
        }
        child->pid = 0;
        if (child_had_accident(child, status, keeper->ending)) {
            child_died(child, status);
        } else {
            end(keeper, exit_code(status));
        }
    }
}

static bool nobody_runs(const struct keeper *keeper) {
    for (size_t i = 0; i < keeper->count; i++) {
        if (keeper->children[i]->pid != 0) {
            return false;
        }
    }
    return true;
}

/*
 * Ctrl-C and its like come from the terminal to the whole foreground group, so the children have it
 * already (SI_KERNEL); what a process sent to us alone is passed on. A second Ctrl-C is again only the
 * children's: the keeper ends when they have ended, never before. In a pair SIGHUP asks the agent to read
 * its configuration again, and is nothing to a gateway; one that does not run reads it anyway.
 */
static void on_signal(struct keeper *keeper, const struct signalfd_siginfo *signal) {
    int number = (int)signal->ssi_signo;
    bool by_terminal = signal->ssi_code == SI_KERNEL;
    bool reload = number == SIGHUP && keeper->count > 1 && !by_terminal;
    keeper->ending |= number == SIGTERM || number == SIGINT;
    if (nobody_runs(keeper) && (keeper->ending || (number == SIGHUP && !reload))) {
        end(keeper, 128 + number);
        return;
    }
    for (size_t i = 0; i < keeper->count; i++) {
        if (!reload || i == 0) {
            tell(keeper->children[i], number, by_terminal);
        }
    }
}

static void take_signals(struct keeper *keeper) {
    struct signalfd_siginfo signal;
    while (read(keeper->signals, &signal, sizeof signal) == sizeof signal) {
        if (signal.ssi_signo == SIGCHLD) {
            reap(keeper);
        } else {
            on_signal(keeper, &signal);
        }
    }
}

static int wait_ms(const struct keeper *keeper) {
    int64_t first = INT64_MAX;
    for (size_t i = 0; i < keeper->count; i++) {
        const struct child *child = keeper->children[i];
        if (!(keeper->ending && child->pid == 0) && child_deadline(child) < first) {
            first = child_deadline(child);
        }
    }
    if (first == INT64_MAX) {
        return -1;
    }
    int64_t left = first - now_ms();
    return left < 0 ? 0 : left > INT_MAX ? INT_MAX : (int)left;
}

/* Ctrl-Z stops the keeper with its children: their silence of that time is none. */
static void forgive(struct keeper *keeper, int64_t late) {
    for (size_t i = 0; i < keeper->count; i++) {
        if (late > LATE_MS && keeper->children[i]->heard != 0) {
            keeper->children[i]->heard += late;
        }
    }
}

static void listen_to_all(struct keeper *keeper) {
    struct pollfd sources[1 + 2 * CHILDREN_MAX] = {{.fd = keeper->signals, .events = POLLIN}};
    for (size_t i = 0; i < keeper->count; i++) {
        sources[1 + 2 * i] = (struct pollfd){.fd = keeper->children[i]->notify, .events = POLLIN};
        sources[2 + 2 * i] = (struct pollfd){.fd = keeper->children[i]->store.hangups, .events = POLLIN};
    }
    int patience = wait_ms(keeper);
    int64_t until = patience < 0 ? INT64_MAX : now_ms() + patience;
    poll(sources, 1 + 2 * keeper->count, patience);
    forgive(keeper, now_ms() - until);
    for (size_t i = 0; i < keeper->count; i++) {
        if ((sources[1 + 2 * i].revents & POLLIN) != 0) {
            notify_read(keeper->children[i]);
        }
        if ((sources[2 + 2 * i].revents & POLLIN) != 0) {
            store_drop_hung_up(&keeper->children[i]->store);
        }
    }
}

int keep(struct child **children, size_t count, int signals) {
    struct keeper keeper = {.children = children, .count = count, .signals = signals, .code = -1};
    for (size_t i = 0; i < count; i++) {
        child_start(children[i]);
    }
    while (!(keeper.ending && nobody_runs(&keeper))) {
        listen_to_all(&keeper);
        take_signals(&keeper);
        for (size_t i = 0; i < count; i++) {
            child_look(children[i], keeper.ending);
        }
    }
    return keeper.code;
}
