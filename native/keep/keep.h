/* What the files of buslane-keep share. */
#ifndef BUSLANE_KEEP_H
#define BUSLANE_KEEP_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* store.c: descriptors with names, in the order they came. */
#define STORE_MAX 8192
#define NAME_MAX_STORED 255 /* FDNAME_MAX of systemd */

struct stored {
    int fd;
    char *name;
    dev_t device; /* with inode, who it is; inode 0: cannot be told */
    ino_t inode;
};

struct store {
    struct stored entries[STORE_MAX];
    size_t count;
    size_t name_bytes; /* of LISTEN_FDNAMES */
    int hangups;       /* epoll: entries that leave by themselves when the other end is gone */
};

bool store_open(struct store *store);
void store_add(struct store *store, int fd, const char *name, bool drop_on_hangup);
void store_remove(struct store *store, const char *name);
void store_drop_hung_up(struct store *store);

/* rundir.c: the folder of a pair. */
struct rundir {
    char path[PATH_MAX];
    int folder;
};

bool rundir_open(struct rundir *rundir, uid_t uid, gid_t gid);
void rundir_close(struct rundir *rundir);

/* child.c: one process, started again after an accident. */
#define NOTIFY_NAME_MAX 108 /* of sun_path */

enum rights { ALL_RIGHTS, AGENT_RIGHTS, GATEWAY_RIGHTS };

struct child {
    const char *name; /* in messages */
    char **command;
    enum rights rights;
    uid_t uid;
    gid_t gid;
    const struct rundir *rundir; /* NULL without a pair */
    const char *app;             /* a folder the command is from, or NULL */
    int64_t watchdog;            /* ms it may be silent once it has said WATCHDOG=1 */

    struct store store;
    char notify_name[NOTIFY_NAME_MAX];
    int notify;
    pid_t pid;         /* 0: none now */
    int64_t started;   /* ms */
    int64_t again_at;  /* ms, with no process */
    int64_t delay;     /* ms, of the next early death */
    int64_t heard;     /* ms, of the last WATCHDOG=1; 0: none yet */
    int64_t aborted;   /* ms, when it was ended for its silence; 0: was not */
    unsigned sent;     /* signals it got on purpose, by number */
    bool said_cut;
};

bool child_open(struct child *child);
void child_close(struct child *child);
void child_start(struct child *child);
void child_died(struct child *child, int status);
bool child_had_accident(const struct child *child, int status, bool ending);
/* When something is to be done without an event, in ms of now_ms(); INT64_MAX: never. */
int64_t child_deadline(const struct child *child);
/* Does it, if it is time. */
void child_look(struct child *child, bool ending);
int64_t now_ms(void);

/* keep.c: until all have ended. The exit code. */
int keep(struct child **children, size_t count, int signals);

/* notify.c: the NOTIFY_SOCKET. */
bool notify_open(struct child *child);
void notify_close(struct child *child);
void notify_read(struct child *child);

/* death.c: of a wait status. `sent` are the signals the child got on purpose, as bits. */
int exit_code(int status);
bool is_accident(int status, bool ending, unsigned sent);
void say_restart(const char *name, int status, int64_t delay_ms, size_t kept);

/* spawn.c: the process, with everything stored. Its pid, or -1 with errno. */
#define EXIT_OURS 125
pid_t spawn(struct child *child);

/* privileges.c: each says what is wrong and returns false. */
bool become_user(uid_t uid, gid_t gid);
bool leave_root(uid_t uid);
bool cut_agent(void);
bool refuse_new_privileges(void);

/* seccomp.c */
void filter_calls(const char *name, bool without_network);

/* app.c */
bool reach_app(struct child *child);

/* rundir.c: whether the child's user comes to its folder; says so if not. */
bool rundir_reach(const struct child *child);

#endif
