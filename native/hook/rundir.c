/*
 * Where the gateway is: the first live one in BUSLANE_RUNDIR, $XDG_RUNTIME_DIR/buslane, /run/buslane,
 * /tmp/buslane-UID. A folder counts only if it belongs to root or to the caller; /tmp is everybody's,
 * and whoever is first could put a folder of that name there, or a link to be turned later. Inside a
 * user namespace root's own folders look like a stranger's (65534): then /run/buslane is believed,
 * because nobody but root can have made it as long as /run is not writable by others, and so is
 * BUSLANE_RUNDIR, which is the caller's own word.
 */
#include "hook.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define SYSTEM_FOLDER "/run/buslane"
#define LOOKED_MAX 5

enum verdict { ABSENT, STRANGERS, SILENT, FORBIDDEN, TOO_LONG, LIVE };

struct looked {
    char folder[PATH_MAX];
    bool told; /* by BUSLANE_RUNDIR */
    enum verdict verdict;
};

static bool only_root_makes(const char *parent) {
    struct stat found;
    return lstat(parent, &found) == 0 && S_ISDIR(found.st_mode) && (found.st_mode & (S_IWGRP | S_IWOTH)) == 0
        && (found.st_uid == 0 || found.st_uid == OVERFLOW_ID);
}

static enum verdict judge_folder(const char *folder, bool told) {
    struct stat found;
    if ((told ? stat : lstat)(folder, &found) != 0) {
        return errno == EACCES ? FORBIDDEN : ABSENT;
    }
    if (!S_ISDIR(found.st_mode)) {
        return ABSENT;
    }
    bool unknown = found.st_uid == OVERFLOW_ID && in_user_namespace(); /* so may we look: that says nothing */
    bool owned = !unknown && (found.st_uid == 0 || found.st_uid == geteuid());
    if (unknown) {
        owned = told || (strcmp(folder, SYSTEM_FOLDER) == 0 && only_root_makes("/run"));
    }
    return owned && (found.st_mode & S_IWOTH) == 0 ? SILENT : STRANGERS;
}

static enum verdict knock(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    memcpy(address.sun_path, path, strlen(path) + 1);
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return SILENT;
    }
    int result;
    do {
        result = connect(fd, (struct sockaddr *)&address, sizeof address);
    } while (result != 0 && errno == EINTR);
    enum verdict verdict = result == 0 ? LIVE : errno == EACCES || errno == EPERM ? FORBIDDEN : SILENT;
    close(fd);
    return verdict;
}

static enum verdict look(const struct looked *at, const char *lane, char *path, size_t room) {
    const char *folder = at->folder;
    enum verdict verdict = judge_folder(folder, at->told);
    if (verdict != SILENT) {
        return verdict;
    }
    int length = snprintf(path, room, "%s/lanes/%s/bus.sock", folder, lane);
    return length < 0 || (size_t)length >= room ? TOO_LONG : knock(path);
}

static size_t candidates(struct looked to[LOOKED_MAX]) {
    size_t count = 0;
    const char *given = getenv("BUSLANE_RUNDIR");
    if (given != NULL && given[0] != '\0') {
        to[count].told = true;
        snprintf(to[count++].folder, PATH_MAX, "%s", given);
    }
    const char *session = getenv("XDG_RUNTIME_DIR");
    if (session != NULL && session[0] == '/') {
        snprintf(to[count++].folder, PATH_MAX, "%s/buslane", session);
    }
    snprintf(to[count++].folder, PATH_MAX, "%s", SYSTEM_FOLDER);
    snprintf(to[count++].folder, PATH_MAX, "/tmp/buslane-%u", geteuid());
    if (outer_uid() != geteuid()) {
        snprintf(to[count++].folder, PATH_MAX, "/tmp/buslane-%u", outer_uid());
    }
    return count;
}

static const char *in_words(enum verdict verdict) {
    switch (verdict) {
    case ABSENT:
        return "";
    case STRANGERS:
        return " (somebody else's)";
    case FORBIDDEN:
        return " (permission denied)";
    case TOO_LONG:
        return " (path too long for a socket)";
    default:
        return " (nobody answers)";
    }
}

static void say_where(const char *lane, const struct looked *looked, size_t count) {
    char list[LOOKED_MAX * 256] = "";
    for (size_t i = 0; i < count; i++) {
        size_t used = strlen(list);
        snprintf(
            list + used, sizeof list - used, "%s%.200s%s", i == 0 ? "" : ", ", looked[i].folder,
            in_words(looked[i].verdict));
    }
    say(EXIT_OURS, "no gateway with a lane \"%s\": looked in %s; start one with: buslane up", lane, list);
}

bool find_lane(const char *lane, char *path, size_t room) {
    struct looked looked[LOOKED_MAX] = {0};
    size_t count = candidates(looked);
    for (size_t i = 0; i < count; i++) {
        looked[i].verdict = look(&looked[i], lane, path, room);
        if (looked[i].verdict == LIVE) {
            return true;
        }
    }
    say_where(lane, looked, count);
    return false;
}
