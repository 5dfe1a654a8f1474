/*
 * buslane-keep: the parent of gateway and agent, and what systemd is to a service with
 * FileDescriptorStoreMax= and WatchdogSec=. It keeps the descriptors that its children give it and, when one
 * dies otherwise than on purpose, starts it again with all of its own: programs on the bus keep their sockets,
 * frames written meanwhile wait.
 *
 * One thread, no memory that grows but the stores, nothing parsed but notifications of its own children: there
 * is little here that could die itself. A pair needs root, and neither of the two has all of root's rights.
 */
#include "keep.h"

#include <errno.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#define WATCHDOG_MS 60000
#define USER "buslane"
/*
 * Where there is no user of that name: a number nobody gives away. Debian's policy (9.2.2) reserves 65000 to
 * 65533, systemd's dynamic users end at 65519, and a container's ids go up to 65535.
 */
#define UID 65527

static const int passed_on[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2};

static struct child agent;
static struct child gateway;
static struct rundir rundir;

/* What is ignored from the start (nohup, a shell's background) stays ignored, here and in the children. */
static bool is_ignored(int number) {
    struct sigaction action;
    return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

/* SIGPIPE is only blocked: a closed stderr must not end the keeper. */
static int open_signals(void) {
    sigset_t set;
    signal(SIGCHLD, SIG_DFL); /* where it is ignored, a child's end is not told and its status is lost */
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    for (size_t i = 0; i < sizeof passed_on / sizeof *passed_on; i++) {
        if (!is_ignored(passed_on[i])) {
            sigaddset(&set, passed_on[i]);
        }
    }
    int signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    sigaddset(&set, SIGPIPE);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return signals;
}

/* The gateway's many connections are all descriptors of ours too. */
static void raise_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

/* The options, up to what follows "--"; NULL if they are mistaken. */
static char **read_options(char **words, bool *pair) {
    for (char **word = words + 1; *word != NULL; word++) {
        char *value = word[1];
        if (strcmp(*word, "--") == 0) {
            return word + 1;
        }
        if (strcmp(*word, "--pair") == 0) {
            *pair = true;
            continue;
        }
        if (strcmp(*word, "--app") == 0 && value != NULL) {
            gateway.app = value;
        } else if (strcmp(*word, "--watchdog") == 0 && value != NULL && atoll(value) > 0) {
            agent.watchdog = gateway.watchdog = atoll(value);
        } else {
            return NULL;
        }
        word++;
    }
    return NULL;
}

/* Whether there are commands, each to its own child. */
static bool share_out(char **commands, bool pair) {
    gateway.command = commands;
    if (commands == NULL || commands[0] == NULL || !pair) {
        return commands != NULL && commands[0] != NULL && gateway.app == NULL;
    }
    agent.command = commands;
    char **end = commands;
    while (*end != NULL && strcmp(*end, ";") != 0) {
        end++;
    }
    if (end == commands || *end == NULL || end[1] == NULL) {
        return false;
    }
    *end = NULL;
    gateway.command = end + 1;
    return true;
}

/* Both children as a pair's, in the run folder that they share. */
static bool prepare_pair(void) {
    if (geteuid() != 0) {
        fputs("buslane-keep: --pair needs root: the agent is root's\n", stderr);
        return false;
    }
    const struct passwd *user = getpwnam(USER);
    gateway.uid = user != NULL ? user->pw_uid : UID;
    gateway.gid = user != NULL ? user->pw_gid : UID;
    if (gateway.uid == 0 || gateway.gid == 0) {
        fputs("buslane-keep: the user " USER " is root: the gateway needs one of its own\n", stderr);
        return false;
    }
    agent.rights = AGENT_RIGHTS;
    gateway.rights = GATEWAY_RIGHTS;
    agent.rundir = gateway.rundir = &rundir;
    return rundir_open(&rundir, gateway.uid, gateway.gid);
}

int main(int count, char **words) {
    bool pair = false;
    agent.name = "agent";
    gateway.name = "gateway";
    agent.watchdog = gateway.watchdog = WATCHDOG_MS;
    char **commands = count > 0 ? read_options(words, &pair) : NULL;
    if (!share_out(commands, pair)) {
        fputs("usage: buslane-keep [--watchdog MS] -- COMMAND [ARGUMENT...]\n"
              "       buslane-keep [--watchdog MS] --pair [--app FOLDER] -- AGENT [ARGUMENT...] ';' "
              "GATEWAY [ARGUMENT...]\n",
              stderr);
        return EXIT_OURS;
    }
    raise_limit();
    agent.uid = gateway.uid = geteuid();
    agent.gid = gateway.gid = getegid();
    if (pair && !prepare_pair()) {
        return EXIT_OURS;
    }
    struct child *both[] = {&agent, &gateway};
    struct child **children = pair ? both : both + 1;
    size_t children_count = pair ? 2 : 1;
    int signals = open_signals();
    bool opened = signals >= 0;
    for (size_t i = 0; i < children_count; i++) {
        opened = child_open(children[i]) && opened;
    }
    int code = EXIT_OURS;
    if (opened) {
        code = keep(children, children_count, signals);
    } else {
        fprintf(stderr, "buslane-keep: cannot start: %s\n", strerror(errno));
    }
    for (size_t i = 0; i < children_count; i++) {
        child_close(children[i]);
    }
    if (pair) {
        rundir_close(&rundir);
    }
    return code;
}
