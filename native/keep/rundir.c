/*
 * The run folder of a pair. Clients believe a folder that is root's, so root's it is; what the gateway makes it
 * makes in a folder of its own below, and links lead there from the names that clients know:
 *
 *   RUNDIR/                root's, with the agent's socket and its records
 *   RUNDIR/gateway/        the gateway's
 *   RUNDIR/control.sock    -> gateway/control.sock
 *   RUNDIR/lanes           -> gateway/lanes
 *   RUNDIR/app/            where the gateway sees the application, if nowhere else (app.c)
 */
#include "keep.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define USUAL "/run/buslane"

static const char *const links[][2] = {{"control.sock", "gateway/control.sock"}, {"lanes", "gateway/lanes"}};

#define LINKS (sizeof links / sizeof *links)

static bool refuse(const char *folder, const char *name, const char *why) {
    fprintf(stderr, "buslane-keep: %s%s%s %s\n", folder, *name == '\0' ? "" : "/", name, why);
    return false;
}

static bool fails(const char *folder, const char *name) {
    fprintf(stderr, "buslane-keep: %s%s%s: %s\n", folder, *name == '\0' ? "" : "/", name, strerror(errno));
    return false;
}

/* Ours, and locked as long as the keeper lives: a second pair would take the links away from the first. */
static bool take(struct rundir *rundir) {
    struct stat found;
    bool made = mkdir(rundir->path, 0755) == 0;
    rundir->folder = open(rundir->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (rundir->folder < 0 || (made && fchmod(rundir->folder, 0755) != 0) || fstat(rundir->folder, &found) != 0) {
        return fails(rundir->path, "");
    }
    if (found.st_uid != 0) {
        fprintf(stderr, "buslane-keep: %s belongs to user %u and not to root: the agent does not run there\n",
                rundir->path, (unsigned)found.st_uid);
        return false;
    }
    if ((found.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        return refuse(rundir->path, "", "can be written by others than root: the agent does not run there");
    }
    return flock(rundir->folder, LOCK_EX | LOCK_NB) == 0
        || refuse(rundir->path, "", "is another keeper's: agent and gateway run there already");
}

static bool give_folder(const struct rundir *rundir, uid_t uid, gid_t gid) {
    const char *name = "gateway";
    if (mkdirat(rundir->folder, name, 0755) != 0 && errno != EEXIST) {
        return fails(rundir->path, name);
    }
    int fd = openat(rundir->folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0 || fchmod(fd, 0755) != 0) {
        return fails(rundir->path, name);
    }
    bool given = fchown(fd, uid, gid) == 0;
    if (!given) {
        fprintf(stderr,
                "buslane-keep: %s/%s cannot be given to user %u, whom the gateway is to be: %s (is this the root of a "
                "user namespace with fewer users?)\n",
                rundir->path, name, (unsigned)uid, strerror(errno));
    }
    close(fd);
    return given;
}

/* What is there may be a link of an earlier keeper or an empty folder; anything else is of a gateway without us. */
static bool link_to(const struct rundir *rundir, const char *name, const char *target) {
    struct stat found;
    if (fstatat(rundir->folder, name, &found, AT_SYMLINK_NOFOLLOW) == 0) {
        if (!S_ISLNK(found.st_mode) && !S_ISDIR(found.st_mode)) {
            return refuse(rundir->path, name, "is a gateway's that runs without an agent: end that one, or remove it");
        }
        if (unlinkat(rundir->folder, name, S_ISDIR(found.st_mode) ? AT_REMOVEDIR : 0) != 0) {
            return fails(rundir->path, name);
        }
    }
    return symlinkat(target, rundir->folder, name) == 0 || fails(rundir->path, name);
}

bool rundir_open(struct rundir *rundir, uid_t uid, gid_t gid) {
    const char *told = getenv("BUSLANE_RUNDIR");
    const char *path = told != NULL && told[0] != '\0' ? told : USUAL;
    if (path[0] != '/' || strlen(path) >= sizeof rundir->path) {
        return refuse(path, "", "is no absolute path, as BUSLANE_RUNDIR must be");
    }
    strcpy(rundir->path, path);
    if (!take(rundir) || !give_folder(rundir, uid, gid)) {
        return false;
    }
    for (size_t i = 0; i < LINKS; i++) {
        if (!link_to(rundir, links[i][0], links[i][1])) {
            return false;
        }
    }
    return true;
}

/* Called as root whose real ids are the child's, see become_user(): access(2) answers for them. */
bool rundir_reach(const struct child *child) {
    char folder[PATH_MAX + sizeof "/gateway"];
    snprintf(folder, sizeof folder, "%s/gateway", child->rundir->path);
    if (access(folder, R_OK | W_OK | X_OK) == 0) {
        return true;
    }
    fprintf(stderr,
            "buslane-keep: the %s runs as user %u, who cannot enter %s: open it and the folders above it to others "
            "(chmod o+x), or have BUSLANE_RUNDIR name another\n",
            child->name, (unsigned)child->uid, child->rundir->path);
    return false;
}

static void unlink_ours(const struct rundir *rundir, const char *name) {
    struct stat found;
    if (fstatat(rundir->folder, name, &found, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(found.st_mode)) {
        unlinkat(rundir->folder, name, 0);
    }
}

/* Folders go if they are empty; the records of lanes that stay are not ours. */
void rundir_close(struct rundir *rundir) {
    for (size_t i = 0; i < LINKS; i++) {
        unlink_ours(rundir, links[i][0]);
    }
    unlinkat(rundir->folder, "gateway", AT_REMOVEDIR);
    unlinkat(rundir->folder, "app", AT_REMOVEDIR);
    rmdir(rundir->path);
    close(rundir->folder);
}
