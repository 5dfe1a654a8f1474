/*
 * What of root's rights the two of a pair have. The gateway has none: a user of its own, no group but those
 * that user was put into, as dialout for a serial adapter, and no capability. The agent stays uid 0, as the files and namespaces it looks at are root's, with the
 * capabilities below, and so without what else root may: other users' files are read and never written, and no
 * process of theirs is ended.
 *
 * Of a root that lacks some of these itself, in a container, the agent gets what is there.
 */
#include "keep.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static const int of_the_agent[] = {
    CAP_NET_ADMIN,       /* links, can-gw's rules, tc */
    CAP_SYS_ADMIN,       /* setns() */
    CAP_SYS_PTRACE,      /* opening /proc/PID/ns/net of another user's container */
    CAP_DAC_READ_SEARCH, /* the files of engines without root */
    CAP_SYS_MODULE,      /* modprobe can-gw max_hops=2 */
};

static uint64_t bit(int capability) {
    return (uint64_t)1 << capability;
}

/* What exec() may give root at all. False if something stays that was to go, for want of CAP_SETPCAP. */
static bool bound(uint64_t kept) {
    bool done = true;
    for (int one = 0; prctl(PR_CAPBSET_READ, one, 0, 0, 0) >= 0; one++) {
        if ((kept & bit(one)) == 0 && prctl(PR_CAPBSET_READ, one, 0, 0, 0) == 1) {
            done = prctl(PR_CAPBSET_DROP, one, 0, 0, 0) == 0 && done;
        }
    }
    return done;
}

static bool keep_of_sets(uint64_t kept) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    if (syscall(SYS_capget, &header, sets) != 0) {
        return false;
    }
    for (size_t i = 0; i < _LINUX_CAPABILITY_U32S_3; i++) {
        uint32_t part = (uint32_t)(kept >> (32 * i));
        sets[i].permitted &= part;
        sets[i].effective = sets[i].permitted;
        sets[i].inheritable &= part;
    }
    return syscall(SYS_capset, &header, sets) == 0;
}

static bool fails(const char *what, const char *name) {
    fprintf(stderr, "buslane-keep: %s of the %s: %s\n", what, name, strerror(errno));
    return false;
}

bool cut_agent(void) {
    uint64_t kept = 0;
    for (size_t i = 0; i < sizeof of_the_agent / sizeof *of_the_agent; i++) {
        kept |= bit(of_the_agent[i]);
    }
    if (!bound(kept)) {
        fputs("buslane-keep: without CAP_SETPCAP the agent keeps more capabilities than it needs\n", stderr);
    }
    return keep_of_sets(kept) || fails("the capabilities", "agent");
}

static bool take_groups(uid_t uid, gid_t gid) {
    const struct passwd *user = getpwuid(uid);
    return user == NULL ? setgroups(0, NULL) == 0 : initgroups(user->pw_name, gid) == 0;
}

/*
 * The real ids are the user's, the effective one is root's still: access(2) then answers for the user, and
 * mount(2) works.
 */
bool become_user(uid_t uid, gid_t gid) {
    if (take_groups(uid, gid) && setresgid(gid, gid, gid) == 0 && setresuid(uid, 0, 0) == 0) {
        return true;
    }
    fprintf(stderr,
            "buslane-keep: the gateway cannot become user %u, which it needs to be: %s (is this root one of a "
            "user namespace with fewer users, or without CAP_SETUID and CAP_SETGID?)\n",
            (unsigned)uid, strerror(errno));
    return false;
}

/* A bounding set is nothing to a process without root and with no_new_privs; it goes all the same where it can. */
bool leave_root(uid_t uid) {
    bound(0);
    if (setresuid(uid, uid, uid) != 0) {
        return fails("the user", "gateway");
    }
    return keep_of_sets(0) || fails("the capabilities", "gateway");
}

/* uid 0 still gets the bounding set at exec(), as modprobe needs: no_new_privs is about setuid and file capabilities. */
bool refuse_new_privileges(void) {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) {
        return true;
    }
    fprintf(stderr, "buslane-keep: no_new_privs: %s\n", strerror(errno));
    return false;
}
