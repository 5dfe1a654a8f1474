/* What the files of buslane-keep share. */
#ifndef BUSLANE_KEEP_H
#define BUSLANE_KEEP_H

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

/* notify.c: the NOTIFY_SOCKET; its name fits sun_path. */
#define NOTIFY_NAME_MAX 108
int notify_open(char name[NOTIFY_NAME_MAX]);
void notify_close(int socket, char name[NOTIFY_NAME_MAX]);
void notify_read(int socket, pid_t child, struct store *store);

/* death.c: of a wait status. `sent` are the signals the child got on purpose, as bits. */
int exit_code(int status);
bool is_accident(int status, bool ending, unsigned sent);
void say_restart(int status, int64_t delay_ms, size_t kept);

/* spawn.c: the child, with everything stored. Its pid, or -1 with errno. */
pid_t spawn(char **command, const char *notify_name, struct store *store);

#endif
