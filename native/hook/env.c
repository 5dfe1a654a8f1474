/*
 * "#!/usr/bin/env ...": which program stands behind env(1), as GNU env and busybox read their words. All of
 * the line is one argument, so several words need -S; one that lacks it fails by itself. Quotes in it are
 * not looked into.
 */
#include "hook.h"

#include <limits.h>
#include <string.h>

/* The layer comes in by two variables; env can take them away. */
static bool is_ours(const char *name, size_t length) {
    static const char *const ours[] = {"LD_PRELOAD", "BUSLANE_SOCKET"};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++) {
        if (length == strlen(ours[i]) && strncmp(name, ours[i], length) == 0) {
            return true;
        }
    }
    return false;
}

static bool begins(const char *text, const char *with) {
    return strncmp(text, with, strlen(with)) == 0;
}

/* Letters of one word, -viS for example: the first that takes an operand ends it. True: the layer is lost. */
static bool read_letters(char *letters, char **rest) {
    for (; *letters != '\0'; letters++) {
        char *operand = letters + 1;
        switch (*letters) {
        case 'i':
            return true;
        case 'S':
            if (*operand != '\0') { /* its operand is split again: what follows in the line follows it */
                size_t length = strlen(operand);
                operand[length] = **rest == '\0' ? '\0' : ' ';
                *rest = operand;
            }
            return false;
        case 'u':
        case 'C':
        case 'a':
            if (*operand == '\0') {
                operand = next_word(rest);
            }
            return *letters == 'u' && is_ours(operand, strlen(operand));
        default:
            break;
        }
    }
    return false;
}

static bool read_long(char *option, char **rest) {
    if (begins(option, "ignore-environment")) {
        return true;
    }
    if (begins(option, "split-string=")) {
        return read_letters(memcpy(option + strlen("split-string=") - 1, "S", 1), rest);
    }
    bool unset = begins(option, "unset");
    if (unset || begins(option, "chdir") || begins(option, "argv0")) {
        char *value = strchr(option, '=');
        value = value != NULL ? value + 1 : next_word(rest);
        return unset && is_ours(value, strlen(value));
    }
    return false;
}

int check_behind_env(const char *script, char *rest, int depth) {
    for (;;) {
        char *word = next_word(&rest);
        const char *equals = strchr(word, '=');
        bool lost = false;
        if (*word == '\0') {
            return 0;
        }
        if (strcmp(word, "-") == 0) {
            lost = true;
        } else if (begins(word, "--")) {
            lost = read_long(word + 2, &rest);
        } else if (*word == '-') {
            lost = read_letters(word + 1, &rest);
        } else if (equals != NULL) {
            lost = is_ours(word, (size_t)(equals - word));
        } else {
            char path[PATH_MAX];
            int code = find_program(word, path, sizeof path);
            return code != 0 ? code : check_reachable(path, depth + 1);
        }
        if (lost) {
            return say(EXIT_CANNOT, "%s: its #! line has env take away the variables the CAN layer comes in by", script);
        }
    }
}
