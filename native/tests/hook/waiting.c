/*
 * `buslane-hook wait`. The only interface here is the lo of a network namespace of our own, which begins down,
 * and can be set up and given another name like any other. What CAN's own do, the lab's tests show.
 */
#include "../../hook/hook.h"
#include "../tap.h"
#include "trial.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <net/if.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define IN_VAIN 3
#define USAGE 2

#define WAIT(...) try_words("wait", (const char *const[]){__VA_ARGS__, NULL})
#define START(...) start_words("wait", (const char *const[]){__VA_ARGS__, NULL})

static bool one_sentence(int code, const char *words) {
    return one_sentence_of("wait", code, words);
}

static void check_words(void) {
    WAIT("lo", "--timeout", "x");
    check(one_sentence(USAGE, "--timeout is a number of seconds, not \"x\""), "a timeout that is no number is named");
    WAIT("lo", "--timeout=-1");
    check(one_sentence(USAGE, "not \"-1\""), "so is a negative one");
    WAIT("lo", "--timeout=");
    check(one_sentence(USAGE, "not \"\""), "so is an empty one");
    WAIT("lo", "--timeout", "0x10");
    check(one_sentence(USAGE, "not \"0x10\""), "so is a hexadecimal one");
    WAIT("lo", "--nosuch");
    check(one_sentence(USAGE, "what is --nosuch?"), "an unknown option is named");
    WAIT("lo", "can0");
    check(one_sentence(USAGE, "what is can0?"), "a second name is named");
    WAIT("lo", "--");
    check(one_sentence(USAGE, "which command"), "a command that is missing is said");
    WAIT("a/b");
    check(one_sentence(USAGE, "\"a/b\" cannot be the name"), "what no interface is called is said");
    WAIT("sixteen-letters-");
    check(one_sentence(USAGE, "sixteen-letters-"), "so is a name that is too long");
    WAIT("lo:1");
    check(one_sentence(USAGE, "lo:1"), "so is an alias, for which the kernel would look at lo itself");
    WAIT("nosuch0", "--timeout", "60", "--", "no-such-program-anywhere");
    check(one_sentence(EXIT_NOT_FOUND, "command not found"), "a command that is not there is said before any waiting");
    WAIT("--help");
    check(outcome.code == 0 && strstr(outcome.output, "Usage: buslane wait") != NULL, "help is not a mistake");
}

static void check_environment(void) {
    setenv("CAN", "cansim", 1);
    setenv("CAN_WAIT", "60", 1);
    WAIT("--", "echo", "simulated");
    check(outcome.code == 0 && strcmp(outcome.output, "simulated\n") == 0, "CAN=cansim is nothing to wait for");
    setenv("CAN", "nosuch0", 1);
    setenv("CAN_WAIT", "0.1", 1);
    WAIT(NULL);
    check(one_sentence(IN_VAIN, "nosuch0 was not in this network namespace within 0.1 s"),
          "CAN is the interface and CAN_WAIT the seconds");
    WAIT("other0", "--timeout", "0");
    check(one_sentence(IN_VAIN, "other0 was not in this network namespace within 0 s"), "words come before both");
    setenv("CAN_WAIT", "soon", 1);
    WAIT(NULL);
    check(one_sentence(USAGE, "CAN_WAIT is a number of seconds, not \"soon\""), "a CAN_WAIT that is no number is named");
    setenv("CAN_WAIT", "", 1);
    setenv("CAN", "", 1);
    WAIT("--timeout", "0");
    check(one_sentence(IN_VAIN, "can0 was not"), "empty ones are none, and can0 is what is meant then");
    unsetenv("CAN");
    unsetenv("CAN_WAIT");
}

static void change(unsigned long request, struct ifreq link) {
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || ioctl(fd, request, &link) != 0) {
        perror(link.ifr_name);
        exit(2);
    }
    close(fd);
}

static void set(const char *name, short flags) {
    struct ifreq link = {.ifr_flags = flags};
    snprintf(link.ifr_name, sizeof link.ifr_name, "%s", name);
    change(SIOCSIFFLAGS, link);
}

static void rename_link(const char *from, const char *to) {
    struct ifreq link = {0};
    snprintf(link.ifr_name, sizeof link.ifr_name, "%s", from);
    snprintf(link.ifr_newname, sizeof link.ifr_newname, "%s", to);
    change(SIOCSIFNAME, link);
}

/* Whether that process has joined the group of link events: its port is its process id. */
static bool has_joined(pid_t process) {
    char line[256];
    bool joined = false;
    FILE *sockets = fopen("/proc/self/net/netlink", "re");
    while (sockets != NULL && fgets(line, sizeof line, sockets) != NULL) {
        unsigned port;
        unsigned groups;
        joined |= sscanf(line, "%*s %*d %u %x", &port, &groups) == 2 && port == (unsigned)process && groups == 1;
    }
    if (sockets != NULL) {
        fclose(sockets);
    }
    return joined;
}

static void check_changes(void) {
    WAIT("lo", "--timeout", "0.1");
    check(one_sentence(IN_VAIN, "lo is in this network namespace but was not up within 0.1 s"),
          "an interface that is down is told from one that is missing");
    struct trial trial = START("can0", "--timeout", "50", "--", "sh", "-c", "echo up; exit 7");
    while (!has_joined(trial.child)) {
        usleep(1000);
    }
    rename_link("lo", "can0");
    set("can0", IFF_UP);
    finish_trial(trial);
    check(outcome.code == 7 && strcmp(outcome.output, "up\n") == 0,
          "an interface that is renamed into place and set up ends the waiting, and the command runs");
    WAIT("can0", "--timeout", "0");
    check(outcome.code == 0 && outcome.errors[0] == '\0', "one that is there and up is not waited for");
    struct trial endless = START("can1");
    while (!has_joined(endless.child)) {
        usleep(1000);
    }
    set("can0", 0); /* a kernel before 6.2 renames nothing that is up */
    rename_link("can0", "can1");
    set("can1", IFF_UP);
    finish_trial(endless);
    check(outcome.code == 0, "without a timeout it waits as long as it takes");
}

/* As a container's seccomp profile may have it: no netlink, so nobody tells of changes. */
static bool forbid_netlink(void) {
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_NETLINK, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
        && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static void check_without_netlink(void) {
    set("can1", 0);
    bool forbidden = forbid_netlink();
    WAIT("can1", "--timeout", "0.1");
    check(forbidden && one_sentence(IN_VAIN, "can1 is in this network namespace but was not up"),
          "where netlink is forbidden the deadline holds as well");
    struct trial trial = START("can1", "--timeout", "50");
    set("can1", IFF_UP);
    finish_trial(trial);
    check(outcome.code == 0, "and an interface that comes up is seen all the same");
}

static void check_lane(void) {
    char socket[4096];
    snprintf(socket, sizeof socket, "%s/lane-of-wait/lanes/local/bus.sock", folder);
    setenv("BUSLANE_SOCKET", socket, 1);
    WAIT("lo", "--timeout", "0.1");
    check(one_sentence(IN_VAIN, "no gateway answered at"), "on a lane it is the gateway that is waited for");
    int listening = make_lane("lane-of-wait", "local", false);
    WAIT("lo", "--timeout", "0.1");
    check(listening < 0 && one_sentence(IN_VAIN, "no gateway answered at"), "a socket nobody listens on is no gateway");
    unsetenv("BUSLANE_SOCKET");
}

void check_waiting(void) {
    check_words();
    check_environment();
    check_lane();
    if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) {
        skip("an interface that comes up ends the waiting", "no user namespaces here");
        return;
    }
    check_changes();
    check_without_netlink();
}
