/* What agent and gateway do in the tests of a pair. Each line they say begins with their name. */
#include "roles.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define BIT(capability) ((uint64_t)1 << (capability))
#define AGENT_CAPABILITIES \
    (BIT(CAP_NET_ADMIN) | BIT(CAP_SYS_ADMIN) | BIT(CAP_SYS_PTRACE) | BIT(CAP_DAC_READ_SEARCH) | BIT(CAP_SYS_MODULE))

/* A value of /proc/self/status, without blanks before it. */
static const char *status(const char *key) {
    static char line[512];
    size_t length = strlen(key);
    FILE *file = fopen("/proc/self/status", "re");
    const char *value = "";
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, key, length) == 0 && line[length] == ':') {
            line[strcspn(line, "\n")] = '\0';
            value = line + length + 1 + strspn(line + length + 1, " \t");
            break;
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return value;
}

static uint64_t capabilities(const char *key) {
    return strtoull(status(key), NULL, 16);
}

static bool refused(int domain, int error) {
    int fd = socket(domain, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int got = errno;
    close(fd);
    return fd < 0 && got == error;
}

static bool opens(int domain, int type) {
    int fd = socket(domain, type | SOCK_CLOEXEC, 0);
    close(fd);
    return fd >= 0;
}

static bool makes(const char *place, const char *name) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", place, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    close(fd);
    return fd >= 0 && unlink(path) == 0;
}

static int agents_rights(void) {
    uint64_t expected = AGENT_CAPABILITIES & strtoull(getenv("KEEPER_CAPABILITIES"), NULL, 16);
    STEP(30, strcmp(status("Uid"), "0\t0\t0\t0") == 0);
    STEP(31, capabilities("CapBnd") == expected && capabilities("CapPrm") == expected);
    STEP(32, capabilities("CapEff") == expected);
    STEP(33, refused(AF_INET, EAFNOSUPPORT) && refused(AF_INET6, EAFNOSUPPORT) && refused(AF_PACKET, EAFNOSUPPORT));
    STEP(34, opens(AF_NETLINK, SOCK_RAW));
    STEP(35, mount("none", "/nowhere", "tmpfs", 0, NULL) != 0 && errno == EPERM);
    STEP(36, makes(getenv("BUSLANE_RUNDIR"), "agents"));
    STEP(37, getenv("HOME") != NULL);
    return 0;
}

static int gateways_rights(void) {
    char ids[64];
    const char *uid = getenv("GATEWAY_UID");
    snprintf(ids, sizeof ids, "%s\t%s\t%s\t%s", uid, uid, uid, uid);
    STEP(40, strcmp(status("Uid"), ids) == 0);
    STEP(41, strcmp(status("Groups"), getenv("GATEWAY_GROUPS")) == 0 && getgid() != 0);
    STEP(42, capabilities("CapBnd") == 0 && capabilities("CapPrm") == 0 && capabilities("CapEff") == 0);
    STEP(43, opens(AF_INET, SOCK_DGRAM));
    STEP(44, getenv("HOME") == NULL && getenv("XDG_RUNTIME_DIR") == NULL);
    STEP(45, makes(getenv("BUSLANE_RUNDIR"), "gateways"));
    STEP(46, !makes(getenv("BUSLANE_RUNDIR"), "../gateways"));
    return 0;
}

static int rights(const char *name) {
    struct stat found;
    STEP(20, capabilities("CapInh") == 0 && capabilities("CapAmb") == 0);
    STEP(21, strcmp(status("NoNewPrivs"), "1") == 0);
    STEP(22, strcmp(status("Seccomp"), "2") == 0);
    STEP(23, opens(AF_UNIX, SOCK_SEQPACKET));
    STEP(24, ptrace(PTRACE_TRACEME, 0, 0, 0) != 0 && errno == EPERM);
    STEP(25, ioctl(0, TIOCSTI, "x") != 0 && errno == EPERM); /* it is a pipe: ENOTTY without the filter */
    STEP(26, stat("/proc/self/environ", &found) == 0 && found.st_uid == getuid());
    return strcmp(name, "agent") == 0 ? agents_rights() : gateways_rights();
}

static void say(const char *name, const char *what, int number) {
    printf("%s %s %d\n", name, what, number);
    fflush(stdout);
}

/* All but those of accidents. */
static void block_all(sigset_t *set) {
    sigfillset(set);
    sigdelset(set, SIGSEGV);
    sigdelset(set, SIGABRT);
    sigprocmask(SIG_BLOCK, set, NULL);
}

/* Says the step that failed, or 0, and waits for the end. */
int play_rights(const char *name) {
    sigset_t set;
    block_all(&set);
    say(name, "step", rights(name));
    sigwaitinfo(&set, NULL);
    return 0;
}

/*
 * Says its pid and how many descriptors it was given, then each signal. SIGUSR1: keeps a descriptor. SIGUSR2:
 * ends with exit code 9. SIGALRM: feeds the watchdog. SIGTERM: ends with 0.
 */
int play_hear(const char *name) {
    sigset_t set;
    const char *kept = getenv("LISTEN_FDNAMES");
    block_all(&set);
    say(name, kept == NULL ? "ready" : kept, getpid());
    for (;;) {
        int number = sigwaitinfo(&set, NULL);
        if (number == SIGUSR1) {
            keep(name, memory_with(name), false);
            barrier();
        } else if (number == SIGALRM) {
            notify(getenv("NOTIFY_SOCKET"), "WATCHDOG=1", NULL, 0);
        }
        say(name, "signal", number);
        if (number == SIGUSR2 || number == SIGTERM) {
            return number == SIGUSR2 ? 9 : 0;
        }
    }
}

/* What it was told of the application must be below its run folder, and read-only. */
int play_app(const char *app) {
    char wanted[4096];
    char jar[4096];
    struct statvfs found;
    snprintf(wanted, sizeof wanted, "%s/../app", getenv("BUSLANE_RUNDIR"));
    snprintf(jar, sizeof jar, "%s/lib/buslane.jar", app);
    char *place = realpath(wanted, NULL);
    STEP(20, place != NULL && strcmp(place, app) == 0);
    STEP(21, access(jar, R_OK) == 0);
    STEP(22, statvfs(app, &found) == 0 && (found.f_flag & ST_RDONLY) != 0);
    return 0;
}
