/*
 * Starting the gateway as systemd starts a service with stored descriptors: they are 3, 4, 5 ... in the
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

/* First everything out of the way of the numbers to fill, then into place. dup2() drops close-on-exec. */
static bool place(const struct store *store) {
    int beyond = FIRST + (int)store->count;
    for (size_t i = 0; i < store->count; i++) {
        int fd = store->entries[i].fd;
        int clear = fd >= beyond ? fd : fcntl(fd, F_DUPFD_CLOEXEC, beyond);
        if (clear < 0) {
            return false;
        }
        ((struct store *)store)->entries[i].fd = clear; /* the child's copy */
    }
    for (size_t i = 0; i < store->count; i++) {
        if (dup2(store->entries[i].fd, FIRST + (int)i) < 0) {
            return false;
        }
    }
    close_from((unsigned)beyond);
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

/*
 * If the keeper dies, the gateway gets SIGTERM, not SIGKILL: nobody is left to continue what it holds,
 * so it should end as it ends by Ctrl-C, its sockets' files removed.
 */
static void become(char **command, const char *notify_name, const struct store *store, pid_t keeper) {
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != keeper) {
        _exit(1);
    }
    if (!describe(store) || !place(store) || setenv("NOTIFY_SOCKET", notify_name, 1) != 0) {
        fprintf(stderr, "buslane-keep: %zu descriptors for %s: %s\n", store->count, command[0], strerror(errno));
        _exit(126);
    }
    unblock_signals();
    execvp(command[0], command);
    int error = errno;
    fprintf(stderr, "buslane-keep: %s: %s\n", command[0], strerror(error));
    _exit(error == ENOENT ? 127 : 126);
}

pid_t spawn(char **command, const char *notify_name, const struct store *store) {
    pid_t keeper = getpid();
    pid_t child = fork();
    if (child == 0) {
        become(command, notify_name, store, keeper);
    }
    return child;
}
