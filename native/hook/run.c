/*
 * run: start a program inside a lane. Finds the gateway, makes sure the layer can reach the program,
 * and becomes it: same process, same descriptors, two environment variables more.
 */
#include "hook.h"

#include "../bus_socket.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct wish {
    const char *library;
    const char *lane;
    char **command;
};

static int understand(int count, char **words, struct wish *wish) {
    for (int at = 0; at < count; at++) {
        const char *value;
        if (strcmp(words[at], "--") == 0) {
            wish->command = words + at + 1;
            break;
        }
        if (words[at][0] != '-') {
            wish->command = words + at;
            break;
        }
        if ((value = value_of("--library", count, words, &at)) != NULL) {
            wish->library = value;
        } else if ((value = value_of("--lane", count, words, &at)) != NULL) {
            wish->lane = value;
        } else {
            return say(EXIT_OURS, "what is %s? usage: buslane run [--lane NAME] -- COMMAND [ARGUMENT...]", words[at]);
        }
    }
    if (wish->command == NULL || wish->command[0] == NULL || wish->command[0][0] == '\0') {
        return say(EXIT_OURS, "run what? usage: buslane run [--lane NAME] -- COMMAND [ARGUMENT...]");
    }
    if (wish->library == NULL) {
        return say(EXIT_OURS, "--library PATH is missing: where is libbuslane-can.so?");
    }
    return 0;
}

/* A lane's name becomes a folder's name. */
static bool is_lane_name(const char *name) {
    const char *letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    size_t length = strlen(name);
    return length > 0 && length <= 64 && name[0] != '.' && strspn(name, letters) == length;
}

/* ld.so(8): LD_PRELOAD is split at spaces and colons, with no way to quote them. */
static int resolve_library(const char *library, char path[PATH_MAX]) {
    if (realpath(library, path) == NULL || access(path, R_OK) != 0) {
        return say(EXIT_OURS, "%s: %s: the CAN layer cannot be loaded", library, strerror(errno));
    }
    if (strpbrk(path, " :") != NULL) {
        return say(
            EXIT_OURS, "%s: LD_PRELOAD takes no path with a space or a colon: move Buslane to a folder without",
            path);
    }
    return 0;
}

static void prepend_preload(const char *library) {
    const char *before = getenv("LD_PRELOAD");
    if (before == NULL || before[0] == '\0') {
        setenv("LD_PRELOAD", library, 1);
        return;
    }
    size_t length = strlen(library);
    if (strncmp(before, library, length) == 0 && strchr(" :", before[length]) != NULL) {
        return; /* run within run: strchr also finds the final 0 */
    }
    char *both = malloc(length + strlen(before) + 2);
    if (both != NULL) {
        sprintf(both, "%s:%s", library, before);
        setenv("LD_PRELOAD", both, 1);
        free(both);
    }
}

int run(int count, char **words) {
    struct wish wish = {.lane = "local"};
    char library[PATH_MAX];
    char program[PATH_MAX];
    char socket[108];
    int code = understand(count, words, &wish);
    if (code != 0) {
        return code;
    }
    if (!is_lane_name(wish.lane)) {
        return say(
            EXIT_OURS, "\"%s\" is no lane's name: letters, digits, - _ and . (not first), 64 at most", wish.lane);
    }
    code = resolve_library(wish.library, library);
    if (code == 0) {
        code = find_program(wish.command[0], program, sizeof program);
    }
    if (code == 0) {
        code = check_reachable(program, 0);
    }
    if (code != 0) {
        return code;
    }
    if (!find_lane(wish.lane, socket, sizeof socket)) {
        return EXIT_OURS;
    }
    setenv(BL_ENV_SOCKET, socket, 1);
    prepend_preload(library);
    return become(program, wish.command);
}
