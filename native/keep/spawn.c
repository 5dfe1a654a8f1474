/*
 * Starting a child as systemd starts a service with stored descriptors: they are 3, 4, 5 ... in the
 * order of the store, described by LISTEN_FDS, LISTEN_PID and LISTEN_FDNAMES (sd_listen_fds(3)); nothing
 * else of ours is open in it.
 */
#include "keep.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FIRST 3 /* SD_LISTEN_FDS_START */

static void close_from(unsigned first) {
    if (syscall(SYS_close_range, first, ~0u, 0) == 0) {
        return;
    }
    DIR *open_ones = opendir("/proc/self/fd"); /* Linux before 5.9; counting to the limit may take minutes */
    struct dirent *one;
    while (open_ones != NULL && (one = readdir(open_ones)) != NULL) {
        int fd = atoi(one->d_name);
        if (fd >= (int)first && fd != dirfd(open_ones)) {
            close(fd);
        }
    }
    if (open_ones != NULL) {
        closedir(open_ones);
    }
}

/*
 * One after the other, never with more numbers open than the keeper had: its limit is the child's too, and may
 * be reached. Whatever of the store is in the way of a number moves up; the numbers below are filled already.
 * dup2() drops close-on-exec.
 */
static bool place(struct store *store) {
    struct stored *entries = store->entries;
    size_t count = store->count;
    close(store->hangups); /* the spare number */
    for (size_t i = 0; i < count; i++) {
        int fd = entries[i].fd;
        int wanted = FIRST + (int)i;
        if (fd == wanted) {
            if (fcntl(fd, F_SETFD, 0) != 0) {
                return false;
            }
            continue;
        }
        for (size_t j = i + 1; j < count; j++) {
            if (entries[j].fd == wanted && (entries[j].fd = fcntl(wanted, F_DUPFD_CLOEXEC, FIRST)) < 0) {
                return false;
            }
        }
        if (dup2(fd, wanted) < 0) {
            return false;
        }
        close(fd);
    }
    close_from((unsigned)(FIRST + count));
    return true;
}

static bool describe(const struct store *store) {
    unsetenv("LISTEN_FDS");
    unsetenv("LISTEN_PID");
    unsetenv("LISTEN_FDNAMES");
    if (store->count == 0) {
        return true;
    }
    char number[32];
    char *names = malloc(store->name_bytes + 1);
    if (names == NULL) {
        return false;
    }
    char *end = names;
    for (size_t i = 0; i < store->count; i++) {
        end += sprintf(end, "%s%s", i == 0 ? "" : ":", store->entries[i].name);
    }
    setenv("LISTEN_FDNAMES", names, 1);
    free(names);
    snprintf(number, sizeof number, "%zu", store->count);
    setenv("LISTEN_FDS", number, 1);
    snprintf(number, sizeof number, "%d", (int)getpid());
    return setenv("LISTEN_PID", number, 1) == 0;
}

static void unblock_signals(void) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static bool set_environment(const struct child *child) {
    char number[32];
    snprintf(number, sizeof number, "%lld", (long long)child->watchdog * 1000);
    unsetenv("WATCHDOG_PID"); /* of a service that we are ourselves */
    if (setenv("NOTIFY_SOCKET", child->notify_name, 1) != 0 || setenv("WATCHDOG_USEC", number, 1) != 0) {
        return false;
    }
    if (child->rights != GATEWAY_RIGHTS) {
        return true;
    }
    char folder[PATH_MAX + sizeof "/gateway"];
    snprintf(folder, sizeof folder, "%s/gateway", child->rundir->path);
    return setenv("BUSLANE_RUNDIR", folder, 1) == 0 && unsetenv("XDG_RUNTIME_DIR") == 0 && unsetenv("HOME") == 0;
}

static bool take_rights(struct child *child) {
    switch (child->rights) {
    case AGENT_RIGHTS:
        return cut_agent() && refuse_new_privileges();
    case GATEWAY_RIGHTS:
        return become_user(child->uid, child->gid) && rundir_reach(child) && reach_app(child) && leave_root(child->uid)
            && refuse_new_privileges();
    default:
        return true;
    }
}

/*
 * If the keeper dies, the child gets SIGTERM, not SIGKILL: nobody is left to continue what it holds,
 * so it should end as it ends by Ctrl-C, its sockets' files removed. A change of rights takes that back
 * (commit_creds()), so it comes after; and the filter last, as it refuses what the steps before need.
 */
static void become(struct child *child, pid_t keeper) {
    if (!take_rights(child)) {
        _exit(EXIT_OURS);
    }
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != keeper) {
        _exit(1);
    }
    char **command = child->command;
    if (!describe(&child->store) || !place(&child->store) || !set_environment(child)) {
        fprintf(stderr, "buslane-keep: %zu descriptors for %s: %s\n", child->store.count, command[0],
                strerror(errno));
        _exit(126);
    }
    unblock_signals();
    if (child->rights != ALL_RIGHTS) {
        filter_calls(child->name, child->rights == AGENT_RIGHTS);
    }
    execvp(command[0], command);
    int error = errno;
    fprintf(stderr, "buslane-keep: %s: %s\n", command[0], strerror(error));
    _exit(error == ENOENT ? 127 : 126);
}

pid_t spawn(struct child *child) {
    pid_t keeper = getpid();
    pid_t pid = fork();
    if (pid == 0) {
        become(child, keeper);
    }
    return pid;
}
