/* Becoming another program: same process, same descriptors. */
#include "hook.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A text without a #! line is a shell script to every shell, and to execvp(). */
static void become_script(const char *path, char **command) {
    size_t count = 0;
    while (command[count] != NULL) {
        count++;
    }
    char **words = malloc((count + 2) * sizeof *words);
    if (words != NULL) {
        words[0] = "/bin/sh";
        words[1] = (char *)path;
        memcpy(words + 2, command + 1, count * sizeof *words);
        execv("/bin/sh", words);
        free(words);
    }
}

int become(const char *program, char **command) {
    execv(program, command);
    if (errno == ENOEXEC) {
        become_script(program, command);
    }
    return say(EXIT_CANNOT, "%s: %s", program, strerror(errno));
}
