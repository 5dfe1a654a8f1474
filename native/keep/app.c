/*
 * The gateway's user reads the application and its JVM like everybody. A checkout in a home that is closed to
 * others it cannot enter: then it gets a mount namespace of its own, in which the application lies, read-only,
 * in the run folder as well, and its command's words name it there.
 */
#include "keep.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_readable(const char *app) {
    char file[PATH_MAX];
    int length = snprintf(file, sizeof file, "%s/lib/buslane.jar", app);
    return length > 0 && (size_t)length < sizeof file && access(file, R_OK) == 0;
}

/* Slave, not private: what the machine unmounts later is not held here. */
static bool bind_at(const char *app, const char *place) {
    if ((mkdir(place, 0755) != 0 && errno != EEXIST) || unshare(CLONE_NEWNS) != 0
        || mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL) != 0 || mount(app, place, NULL, MS_BIND, NULL) != 0) {
        return false;
    }
    unsigned long flags = MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV;
    return mount(NULL, place, NULL, flags, NULL) == 0;
}

/* As the whole word, or within it as in -XX:AOTCache=FOLDER/gateway.aot. */
static char *moved(char *word, const char *app, const char *place) {
    char *found = strstr(word, app);
    char *rest = found == NULL ? NULL : found + strlen(app);
    char *result;
    if (found == NULL || (*rest != '/' && *rest != '\0')
        || asprintf(&result, "%.*s%s%s", (int)(found - word), word, place, rest) < 0) {
        return word;
    }
    return result;
}

static bool say(const struct child *child, const char *what, const char *path, const char *why) {
    fprintf(stderr,
            "buslane-keep: the %s runs as user %u, who cannot %s %s%s: put it where everybody may read it, such as "
            "/opt\n",
            child->name, (unsigned)child->uid, what, path, why);
    return false;
}

/* Called as root whose real ids are the child's, see become_user(). */
bool reach_app(struct child *child) {
    char place[PATH_MAX + sizeof "/app"];
    snprintf(place, sizeof place, "%s/app", child->rundir->path);
    if (child->app != NULL && !is_readable(child->app)) {
        if (!bind_at(child->app, place) || !is_readable(place)) {
            char why[128];
            snprintf(why, sizeof why, ", and it cannot be mounted elsewhere (%s)", strerror(errno));
            return say(child, "read", child->app, why);
        }
        for (char **word = child->command; *word != NULL; word++) {
            *word = moved(*word, child->app, place);
        }
    }
    const char *program = child->command[0];
    return strchr(program, '/') == NULL || access(program, X_OK) == 0 || errno == ENOENT
        || say(child, "execute", program, "");
}
