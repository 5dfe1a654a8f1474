/*
 * One process below the keeper: its start, its watchdog, and after an accident its next start. One that
 * died early is started again later each time.
 */
#include "keep.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define STEADY_MS 10000 /* what lived this long did start */
#define DELAY_FIRST_MS 100
#define DELAY_LAST_MS 5000
#define ABORT_MS 5000 /* time for a core; and a process that is stopped no SIGABRT ends */

int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool child_open(struct child *child) {
    child->delay = DELAY_FIRST_MS;
    return store_open(&child->store) && notify_open(child);
}

void child_close(struct child *child) {
    notify_close(child);
}

void child_start(struct child *child) {
    child->started = now_ms();
    child->sent = 0;
    child->heard = 0;
    child->aborted = 0;
    child->pid = spawn(child);
    if (child->pid < 0) {
        fprintf(stderr, "buslane-keep: fork: %s\n", strerror(errno));
        child->pid = 0;
        child->again_at = now_ms() + DELAY_LAST_MS;
    }
}

bool child_had_accident(const struct child *child, int status, bool ending) {
    return is_accident(status, ending, child->sent) || (child->aborted != 0 && !ending);
}

void child_died(struct child *child, int status) {
    int64_t delay = 0;
    if (now_ms() - child->started < STEADY_MS) {
        delay = child->delay;
        child->delay = delay * 2 < DELAY_LAST_MS ? delay * 2 : DELAY_LAST_MS;
    } else {
        child->delay = DELAY_FIRST_MS;
    }
    child->again_at = now_ms() + delay;
    say_restart(child->name, status, delay, child->store.count);
}

int64_t child_deadline(const struct child *child) {
    if (child->pid == 0) {
        return child->again_at;
    }
    if (child->heard == 0) {
        return INT64_MAX;
    }
    return child->aborted != 0 ? child->aborted + ABORT_MS : child->heard + child->watchdog;
}

/* As systemd's WatchdogSec=: SIGABRT, so that there is a core to look at. */
static void end_for_silence(struct child *child) {
    if (child->aborted == 0) {
        fprintf(stderr, "buslane-keep: the %s said nothing for %lld ms and is ended\n", child->name,
                (long long)child->watchdog);
        kill(child->pid, SIGABRT);
    } else {
        kill(child->pid, SIGKILL);
    }
    child->aborted = now_ms();
}

void child_look(struct child *child, bool ending) {
    if (now_ms() < child_deadline(child)) {
        return;
    }
    if (child->pid != 0) {
        end_for_silence(child);
    } else if (!ending) {
        child_start(child);
    }
}
