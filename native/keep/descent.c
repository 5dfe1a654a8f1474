/* Who started whom: the fourth field of /proc/PID/stat (proc(5)), up to the ancestor or the top. */
#include "keep.h"

#include <stdio.h>
#include <string.h>

#define DEEPEST 64

static pid_t parent_of(pid_t process) {
    char path[64];
    char line[512];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)process);
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return 0;
    }
    size_t length = fread(line, 1, sizeof line - 1, file);
    fclose(file);
    line[length] = '\0';
    const char *after_name = strrchr(line, ')'); /* a name may hold anything, even this */
    int parent = 0;
    return after_name != NULL && sscanf(after_name, ") %*c %d", &parent) == 1 ? parent : 0;
}

bool descends_from(pid_t process, pid_t ancestor) {
    for (int steps = 0; process > 1 && steps < DEEPEST; steps++) {
        if (process == ancestor) {
            return true;
        }
        process = parent_of(process);
    }
    return false;
}
