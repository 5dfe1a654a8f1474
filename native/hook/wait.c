/*
 * wait: until an interface exists in this network namespace and is up, which CAN_RAW's bind() does not ask
 * for and every frame sent does (ENETDOWN). With a command behind it, it then becomes that command: a
 * container's entrypoint that starts before the container's interface is there.
 *
 * CAN and CAN_WAIT are those of the entrypoints that Eclipse Kuksa's containers have, val_start.sh: the
 * interface, or "cansim" for none, and how many seconds to wait; 3 is their exit code of having waited in vain.
 */
#include "hook.h"

#include "../bus_socket.h"

#include <errno.h>
#include <limits.h>
#include <net/if.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define EXIT_USAGE 2
#define EXIT_IN_VAIN 3

#define USAGE "buslane wait [NAME] [--timeout SECONDS] [-- COMMAND [ARGUMENT...]]"
#define LOOK_AGAIN_MS 100 /* where nobody tells that something has changed */
#define FOREVER (-1.0)
#define SECONDS_MAX 1e9

struct wish {
    const char *name;
    const char *seconds; /* as written; empty for no end */
    const char *seconds_from;
    char **command;
};

static const char *environment(const char *variable, const char *unsaid) {
    const char *value = getenv(variable);
    return value == NULL || value[0] == '\0' ? unsaid : value;
}

/* dev_valid_name() of net/core/dev.c, without the colon that SIOCGIFFLAGS cuts a name off at. */
static bool is_interface_name(const char *name) {
    return name[0] != '\0' && strlen(name) < IFNAMSIZ && strcmp(name, ".") != 0 && strcmp(name, "..") != 0
        && strpbrk(name, "/: \t\n\v\f\r") == NULL;
}

static bool read_seconds(const char *text, double *seconds) {
    size_t digits = strspn(text, "0123456789");
    size_t fraction = text[digits] == '.' ? 1 + strspn(text + digits + 1, "0123456789") : 0;
    if (digits == 0 || fraction == 1 || text[digits + fraction] != '\0') {
        return false;
    }
    *seconds = strtod(text, NULL);
    return *seconds <= SECONDS_MAX;
}

static int understand(int count, char **words, struct wish *wish) {
    bool named = false;
    for (int at = 0; at < count; at++) {
        const char *value;
        if (strcmp(words[at], "--") == 0) {
            if (words[at + 1] == NULL || words[at + 1][0] == '\0') {
                return say(EXIT_USAGE, "which command is to follow --? usage: %s", USAGE);
            }
            wish->command = words + at + 1;
            return 0;
        }
        if ((value = value_of("--timeout", count, words, &at)) != NULL) {
            wish->seconds = value;
            wish->seconds_from = "--timeout";
        } else if (words[at][0] == '-' || named) {
            return say(EXIT_USAGE, "what is %s? usage: %s", words[at], USAGE);
        } else {
            wish->name = words[at];
            named = true;
        }
    }
    return 0;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Milliseconds to the deadline for poll(), rounded up: not to wake a moment too early and look in a circle. */
static int left_ms(double deadline) {
    double left = (deadline - now()) * 1e3 + 1;
    return left >= INT_MAX ? INT_MAX : left <= 0 ? 0 : (int)left;
}

static void sleep_until_change(int events, double deadline) {
    struct pollfd waiting = {.fd = events, .events = POLLIN};
    int patience = deadline == FOREVER ? -1 : left_ms(deadline);
    if (events < 0 && (patience < 0 || patience > LOOK_AGAIN_MS)) {
        patience = LOOK_AGAIN_MS;
    }
    if (poll(&waiting, 1, patience) > 0) {
        forget_link_events(events);
    }
}

static int say_in_vain(const struct wish *wish, const char *lane, enum presence presence) {
    const char *where = lane == NULL ? "this network namespace" : lane;
    switch (presence) {
    case NO_LANE:
        return say(EXIT_IN_VAIN, "no gateway answered at %s within %s s", lane, wish->seconds);
    case NOT_THERE:
        return say(EXIT_IN_VAIN, "%s was not in %s within %s s", wish->name, where, wish->seconds);
    default:
        return say(EXIT_IN_VAIN, "%s is in %s but was not up within %s s", wish->name, where, wish->seconds);
    }
}

static int wait_for(const struct wish *wish, double seconds) {
    const char *lane = environment(BL_ENV_SOCKET, NULL);
    double deadline = seconds == FOREVER ? FOREVER : now() + seconds;
    int events = lane == NULL ? open_link_events() : -1;
    int code = 0;
    for (;;) {
        enum presence presence = lane == NULL ? presence_of_link(wish->name) : presence_on_lane(lane, wish->name);
        if (presence == PRESENT) {
            break;
        }
        if (presence == UNKNOWN) {
            code = say(EXIT_OURS, "cannot ask for %s: %s", wish->name, strerror(errno));
            break;
        }
        if (deadline != FOREVER && now() >= deadline) {
            code = say_in_vain(wish, lane, presence);
            break;
        }
        sleep_until_change(events, deadline);
    }
    if (events >= 0) {
        close(events);
    }
    return code;
}

static void leave(int signal) {
    _exit(128 + signal);
}

/* To the first process of a container the kernel gives no signal that it has no handler for; exec takes them away. */
static void obey_signals(void) {
    if (getpid() == 1) {
        signal(SIGTERM, leave);
        signal(SIGINT, leave);
        signal(SIGHUP, leave);
    }
}

int wait_until_up(int count, char **words) {
    struct wish wish = {
        .name = environment("CAN", "can0"), .seconds = environment("CAN_WAIT", ""), .seconds_from = "CAN_WAIT"};
    char program[PATH_MAX];
    double seconds = FOREVER;
    if (count == 1 && (strcmp(words[0], "--help") == 0 || strcmp(words[0], "-h") == 0)) {
        puts("Usage: " USAGE "\nWaits until an interface exists and is up, then runs the command, if there is one.\n"
             "NAME is $CAN or can0 if not said, SECONDS $CAN_WAIT or no limit. CAN=cansim is nothing to wait for.\n"
             "Exit code 3 after having waited in vain.");
        return 0;
    }
    int code = understand(count, words, &wish);
    if (code != 0) {
        return code;
    }
    if (!is_interface_name(wish.name)) {
        return say(EXIT_USAGE, "\"%s\" cannot be the name of an interface", wish.name);
    }
    if ((wish.seconds[0] != '\0' || strcmp(wish.seconds_from, "--timeout") == 0)
        && !read_seconds(wish.seconds, &seconds)) {
        return say(EXIT_USAGE, "%s is a number of seconds, not \"%s\"", wish.seconds_from, wish.seconds);
    }
    if (wish.command != NULL) {
        code = find_program(wish.command[0], program, sizeof program);
    }
    if (code == 0 && strcmp(wish.name, "cansim") != 0) {
        obey_signals();
        code = wait_for(&wish, seconds);
    }
    return code != 0 || wish.command == NULL ? code : become(program, wish.command);
}
