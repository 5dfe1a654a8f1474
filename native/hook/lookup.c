/* Which file a command's name means: as execvp() and the shells search, with their exit codes. */
#include "hook.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind { PROGRAM, MISSING, FORBIDDEN };

/* With errno, if it is no program. */
static enum kind kind_of(const char *path) {
    struct stat found;
    if (stat(path, &found) != 0) {
        return MISSING;
    }
    if (S_ISDIR(found.st_mode)) {
        errno = EISDIR;
        return FORBIDDEN;
    }
    return access(path, X_OK) == 0 ? PROGRAM : FORBIDDEN;
}

static int find_here(const char *name) {
    if (kind_of(name) == PROGRAM) {
        return 0;
    }
    int code = errno == ENOENT || errno == ENOTDIR ? EXIT_NOT_FOUND : EXIT_CANNOT;
    return say(code, "%s: %s", name, strerror(errno));
}

int find_program(const char *name, char *path, size_t room) {
    if (strchr(name, '/') != NULL) {
        snprintf(path, room, "%s", name);
        return find_here(name);
    }
    const char *search = getenv("PATH");
    bool forbidden = false;
    for (const char *at = search == NULL ? "/bin:/usr/bin" : search;;) {
        size_t length = strcspn(at, ":");
        int wrote = snprintf(path, room, "%.*s%s%s", (int)length, at, length == 0 ? "./" : "/", name);
        if (wrote > 0 && (size_t)wrote < room) {
            enum kind kind = kind_of(path);
            if (kind == PROGRAM) {
                return 0;
            }
            forbidden |= kind == FORBIDDEN && errno == EACCES;
        }
        if (at[length] == '\0') {
            break;
        }
        at += length + 1;
    }
    return forbidden ? say(EXIT_CANNOT, "%s: permission denied", name)
                     : say(EXIT_NOT_FOUND, "%s: command not found", name);
}
