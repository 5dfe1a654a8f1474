/* Agent and gateway below one keeper. All but the first sentences need root. */
#include "../tap.h"
#include "roles.h"
#include "run.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define STRANGER 65534

static char program[PATH_MAX]; /* this one, where every user may execute it */
static char rundir[PATH_MAX];
static uid_t gateways_uid = 65527;

static void path_of(char path[PATH_MAX], const char *name) {
    snprintf(path, PATH_MAX, "%s/%s", folder, name);
}

static void copy(const char *from, const char *to, mode_t mode) {
    struct stat found;
    int in = open(from, O_RDONLY | O_CLOEXEC);
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    bool copied = in >= 0 && out >= 0 && fstat(in, &found) == 0;
    while (copied && sendfile(out, in, NULL, (size_t)found.st_size) > 0) {
    }
    fchmod(out, mode);
    close(in);
    close(out);
}

static struct run start_pair(const char *role) {
    return start_keeper("--pair", "--watchdog", "200", "--", program, "--play", role, "agent", ";", program, "--play",
                        role, "gateway", NULL);
}

/* The next two lines, in the order of the names: the agent's is the first. */
static void read_both(int fd, char agent[200], char gateway[200]) {
    char line[200];
    agent[0] = gateway[0] = '\0';
    for (int i = 0; i < 2; i++) {
        read_line(fd, line, sizeof line);
        strcpy(strncmp(line, "agent", 5) == 0 ? agent : gateway, line);
    }
}

static pid_t pid_in(const char *line) {
    const char *last = strrchr(line, ' ');
    return last == NULL ? 0 : (pid_t)atoi(last);
}

struct pids {
    pid_t agent;
    pid_t gateway;
};

static struct pids ready(struct run run) {
    char agent[200];
    char gateway[200];
    read_both(run.output, agent, gateway);
    return (struct pids){pid_in(agent), pid_in(gateway)};
}

static bool says(struct run run, const char *wanted) {
    char line[200];
    read_line(run.output, line, sizeof line);
    if (strcmp(line, wanted) != 0) {
        printf("# \"%s\" instead of \"%s\"\n", line, wanted);
    }
    return strcmp(line, wanted) == 0;
}

static bool complains(struct run run, const char *part) {
    char line[400];
    read_line(run.errors, line, sizeof line);
    if (strstr(line, part) == NULL) {
        printf("# \"%s\" without \"%s\"\n", line, part);
    }
    return strstr(line, part) != NULL;
}

/* To one of them, who says so. */
static bool tell(struct run run, pid_t pid, int number, const char *name) {
    char wanted[64];
    snprintf(wanted, sizeof wanted, "%s signal %d", name, number);
    return pid > 0 && kill(pid, number) == 0 && says(run, wanted);
}

static void check_rights(void) {
    char agent[200];
    char gateway[200];
    struct run run = start_pair("rights");
    read_both(run.output, agent, gateway);
    check(strcmp(agent, "agent step 0") == 0, "the agent is root with five capabilities and no network (%s)", agent);
    check(strcmp(gateway, "gateway step 0") == 0, "the gateway is a user with no rights at all (%s)", gateway);
    kill(run.pid, SIGTERM);
    check(finish(run) == 0, "SIGTERM ends both, and then the keeper");
}

static void check_lives(void) {
    char line[200];
    struct run run = start_pair("hear");
    struct pids pids = ready(run);
    check(tell(run, pids.agent, SIGUSR1, "agent") && tell(run, pids.gateway, SIGUSR1, "gateway"),
          "both give something to keep");
    kill(pids.agent, SIGKILL);
    check(complains(run, "the agent was ended by SIGKILL; starting it again with 1 descriptor kept"),
          "a killed agent is started again, with a line that names it");
    read_line(run.output, line, sizeof line);
    check(strncmp(line, "agent agent ", 12) == 0 && kill(pids.gateway, 0) == 0,
          "with what it had given, and the gateway lives on (%s)", line);
    pids.agent = pid_in(line);
    kill(pids.gateway, SIGSEGV);
    check(complains(run, "the gateway was ended by SIGSEGV; starting it again with 1 descriptor kept"),
          "so is the gateway");
    read_line(run.output, line, sizeof line);
    check(strncmp(line, "gateway gateway ", 16) == 0 && kill(pids.agent, 0) == 0,
          "with what it had given, and the agent lives on (%s)", line);
    pids.gateway = pid_in(line);
    kill(run.pid, SIGHUP);
    check(says(run, "agent signal 1") && tell(run, pids.gateway, SIGWINCH, "gateway"), "SIGHUP goes to the agent alone");
    check(tell(run, pids.agent, SIGALRM, "agent") && complains(run, "the agent said nothing for 200 ms")
              && complains(run, "the agent was ended by SIGABRT"),
          "an agent whose watchdog gets nothing more is ended and started again");
    read_line(run.output, line, sizeof line);
    pids.agent = pid_in(line);
    check(kill(pids.gateway, 0) == 0, "and the gateway, which never said anything, is not");
    check(tell(run, pids.gateway, SIGUSR2, "gateway") && says(run, "agent signal 15") && finish(run) == 9,
          "a gateway that ends on purpose ends the agent too, and the keeper with its exit code");
    run = start_pair("hear");
    pids = ready(run);
    check(tell(run, pids.agent, SIGUSR2, "agent") && says(run, "gateway signal 15") && finish(run) == 9,
          "and an agent the gateway");
}

static void check_keeper_death(void) {
    char agent[200];
    char gateway[200];
    struct run run = start_pair("hear");
    ready(run);
    kill(run.pid, SIGKILL);
    read_both(run.output, agent, gateway);
    check(strcmp(agent, "agent signal 15") == 0 && strcmp(gateway, "gateway signal 15") == 0,
          "when the keeper is killed both get SIGTERM");
    finish(run);
}

static bool links_to(const char *name, const char *wanted) {
    char path[PATH_MAX + 64];
    char target[PATH_MAX] = "";
    snprintf(path, sizeof path, "%s/%s", rundir, name);
    return readlink(path, target, sizeof target - 1) > 0 && strcmp(target, wanted) == 0;
}

static bool belongs(const char *path, uid_t uid) {
    struct stat found;
    return lstat(path, &found) == 0 && found.st_uid == uid && S_ISDIR(found.st_mode) && (found.st_mode & 0777) == 0755;
}

/* Behind a keeper that was killed: its links are there still. */
static void check_folder(void) {
    char inner[PATH_MAX];
    char agent[200];
    char gateway[200];
    path_of(inner, "run/gateway");
    check(links_to("lanes", "gateway/lanes"), "a killed keeper leaves its links behind");
    mode_t before = umask(077);
    struct run run = start_pair("hear");
    umask(before);
    ready(run);
    check(belongs(rundir, 0) && belongs(inner, gateways_uid), "the run folder is root's, and in it is the gateway's");
    check(links_to("control.sock", "gateway/control.sock") && links_to("lanes", "gateway/lanes"),
          "links lead from the names that clients know");
    struct run second = start_pair("hear");
    check(complains(second, "run there already") && finish(second) == 125 && links_to("lanes", "gateway/lanes"),
          "a second pair is refused, and takes nothing from the first");
    kill(run.pid, SIGINT);
    read_both(run.output, agent, gateway);
    kill(run.pid, SIGTERM);
    check(finish(run) == 0 && access(rundir, F_OK) != 0 && errno == ENOENT, "nothing is left at the end");
}

static bool is_refused(const char *part) {
    struct run run = start_pair("hear");
    return complains(run, part) && finish(run) == 125;
}

static void check_others_folders(void) {
    char file[PATH_MAX];
    mkdir(rundir, 0755);
    chmod(rundir, 0777);
    check(is_refused("can be written by others"), "a run folder that everybody may write to is refused");
    chmod(rundir, 0700);
    check(is_refused("who cannot enter"), "so is one that the gateway's user cannot enter");
    mkdir(rundir, 0755);
    chmod(rundir, 0755);
    chown(rundir, STRANGER, STRANGER);
    check(is_refused("belongs to user 65534"), "so is another user's");
    chown(rundir, 0, 0);
    path_of(file, "run/control.sock");
    close(open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    check(is_refused("control.sock is a gateway's"), "and one where a gateway runs alone");
    unlink(file);
    path_of(file, "run/gateway");
    rmdir(file);
    rmdir(rundir);
}

static void write_file(const char *path, const char *text) {
    FILE *file = fopen(path, "we");
    if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0) {
        _exit(97);
    }
    chmod(path, 0644);
}

/* In a mount namespace of its own: a machine with the user buslane, whom root put into the group dialout. */
static void have_dialout(void) {
    static const char *const files[][3] = {
        {"passwd", "/etc/passwd", "root:x:0:0::/root:/bin/sh\nbuslane:x:65520:65521::/nonexistent:/bin/false\n"},
        {"group", "/etc/group", "root:x:0:\ndialout:x:20:other,buslane\nbuslane:x:65521:\nfloppy:x:25:other\n"},
    };
    char path[PATH_MAX];
    if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) {
        _exit(97);
    }
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        path_of(path, files[i][0]);
        write_file(path, files[i][2]);
        if (mount(path, files[i][1], NULL, MS_BIND, NULL) != 0) {
            _exit(97);
        }
    }
}

static void check_groups(void) {
    char agent[200];
    char gateway[200];
    char uid[32];
    snprintf(uid, sizeof uid, "%s", getenv("GATEWAY_UID"));
    setenv("GATEWAY_UID", "65520", 1);
    setenv("GATEWAY_GROUPS", "20 65521 ", 1);
    before_keeper = have_dialout;
    struct run run = start_pair("rights");
    before_keeper = nothing;
    read_both(run.output, agent, gateway);
    check(strcmp(gateway, "gateway step 0") == 0, "the gateway has the groups that its user was put into (%s)", gateway);
    kill(run.pid, SIGTERM);
    finish(run);
    setenv("GATEWAY_UID", uid, 1);
    setenv("GATEWAY_GROUPS", "", 1);
}

static bool is_empty(const char *path) {
    DIR *open_one = opendir(path);
    int count = 0;
    while (open_one != NULL && readdir(open_one) != NULL) {
        count++;
    }
    if (open_one != NULL) {
        closedir(open_one);
    }
    return count == 2;
}

/* As a checkout in a home that nobody else may enter. */
static void check_closed_app(void) {
    char app[PATH_MAX];
    char path[PATH_MAX];
    path_of(path, "closed");
    mkdir(path, 0700);
    path_of(app, "closed/app");
    mkdir(app, 0755);
    path_of(path, "closed/app/lib");
    mkdir(path, 0755);
    path_of(path, "closed/app/lib/buslane.jar");
    copy("/dev/null", path, 0644);
    path_of(path, "closed/app/keeptest");
    copy(self, path, 0755);
    struct run run = start_keeper("--pair", "--app", app, "--", program, "--play", "hear", "agent", ";", path, "--play",
                                  "app", app, NULL);
    int code = finish(run);
    check(code == 0, "an application that the gateway's user cannot read is in its run folder (step %d)", code);
    path_of(path, "run/app");
    run = start_keeper("--pair", "--app", app, "--", program, "--play", "hear", "agent", ";", program, "--play", "hear",
                       "gateway", NULL);
    ready(run);
    check(is_empty(path), "and is seen there by nobody else");
    kill(run.pid, SIGTERM);
    finish(run);
    path_of(path, "closed/app/keeptest");
    run = start_keeper("--pair", "--", program, "--play", "hear", "agent", ";", path, "--play", "app", app, NULL);
    bool said = false;
    char line[400];
    do {
        read_line(run.errors, line, sizeof line);
        said |= strstr(line, "cannot execute") != NULL;
    } while (line[0] != '\0' && !said);
    check(said && finish(run) == 125, "a program that the user cannot execute is said, once");
}

static void leave_root(void) {
    if (geteuid() == 0 && setuid(STRANGER) != 0) {
        _exit(96);
    }
}

/* Not in a user namespace of one user. */
static bool may_become_others(void) {
    int status = -1;
    pid_t child = fork();
    if (child == 0) {
        _exit(geteuid() == 0 && setgid(STRANGER) == 0 && setuid(STRANGER) == 0 ? 0 : 1);
    }
    return waitpid(child, &status, 0) == child && status == 0;
}

static void check_usage(void) {
    struct run run = start_keeper("--pair", "--", program, "x", NULL);
    check(complains(run, "usage:") && finish(run) == 125, "a pair has two commands");
    if (geteuid() == 0 && !may_become_others()) {
        check(is_refused("cannot be given to user 65527"), "a root that has no user for the gateway is told so");
        return;
    }
    before_keeper = leave_root;
    run = start_keeper("--pair", "--", program, "x", ";", program, "y", NULL);
    before_keeper = nothing;
    check(complains(run, "needs root") && finish(run) == 125, "a pair needs root");
}

static void set_number(const char *name, const char *format, unsigned long long value) {
    char text[32];
    snprintf(text, sizeof text, format, value);
    setenv(name, text, 1);
}

static unsigned long long own_capabilities(void) {
    unsigned long long found = 0;
    char line[256];
    FILE *status = fopen("/proc/self/status", "re");
    while (status != NULL && fgets(line, sizeof line, status) != NULL && sscanf(line, "CapBnd: %llx", &found) != 1) {
    }
    if (status != NULL) {
        fclose(status);
    }
    return found;
}

void check_pair(void) {
    char copied[PATH_MAX];
    path_of(program, "keeptest");
    path_of(rundir, "run");
    path_of(copied, "buslane-keep");
    chmod(folder, 0755);
    copy(self, program, 0755);
    copy(keeper, copied, 0755);
    keeper = copied;
    setenv("BUSLANE_RUNDIR", rundir, 1);
    check_usage();
    if (!may_become_others()) {
        skip("agent and gateway below one keeper", "needs root");
        return;
    }
    const struct passwd *user = getpwnam("buslane");
    gateways_uid = user == NULL ? gateways_uid : user->pw_uid;
    setenv("HOME", "/root", 1);
    set_number("GATEWAY_UID", "%llu", gateways_uid);
    setenv("GATEWAY_GROUPS", "", 1);
    set_number("KEEPER_CAPABILITIES", "%llx", own_capabilities());
    check_rights();
    check_groups();
    check_lives();
    check_keeper_death();
    check_folder();
    check_others_folders();
    check_closed_app();
}
