/*
 * The service side of sd_notify(3) and sd_pid_notify_with_fds(3): a datagram socket, named in
 * NOTIFY_SOCKET. Understood are FDSTORE=1 with FDNAME= and FDPOLL=0, FDSTOREREMOVE=1 with FDNAME=, and
 * WATCHDOG=1; everything else (READY=1, STATUS= ...) is for other keepers.
 *
 * The socket lies in a folder of its own that nobody but the child may enter. An abstract address would be open
 * to everybody in the network namespace: to refuse what a stranger sent, one must close it, and a
 * close() can take as long as the stranger likes (SO_LINGER). Who else runs under our uid could as well
 * kill us; only the child is heard all the same, and the kernel says who sent (SO_PASSCRED).
 */
#include "keep.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define TEXT_MAX 4096
#define DESCRIPTORS_MAX 253 /* SCM_MAX_FD */
#define FOLDER "/buslane-keep-XXXXXX"
#define SOCKET "/notify"

/* Where others may write they could put their folder in the place of ours, unless it is sticky as /tmp is. */
static bool is_ours_alone(const char *folder) {
    struct stat found;
    return folder != NULL && folder[0] == '/' && stat(folder, &found) == 0 && S_ISDIR(found.st_mode)
        && found.st_uid == geteuid() && (found.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

static bool make_folder(char folder[NOTIFY_NAME_MAX], const char *parent) {
    if (strlen(parent) + sizeof FOLDER + sizeof SOCKET > NOTIFY_NAME_MAX) {
        return false;
    }
    snprintf(folder, NOTIFY_NAME_MAX, "%s" FOLDER, parent);
    return mkdtemp(folder) != NULL;
}

/*
 * In a pair the run folder is root's and locked, so the name is always the same and what a killed keeper left is
 * ours. The folder is open to the child's group alone: it may write to the socket, not replace it.
 */
static bool take_folder(struct child *child) {
    char *name = child->notify_name;
    int length = snprintf(name, NOTIFY_NAME_MAX, "%s/notify-%s", child->rundir->path, child->name);
    if (length < 0 || (size_t)length + sizeof SOCKET > NOTIFY_NAME_MAX) {
        errno = ENAMETOOLONG;
        return false;
    }
    return (mkdir(name, 0710) == 0 || errno == EEXIST) && chown(name, 0, child->gid) == 0 && chmod(name, 0710) == 0;
}

static bool make_own_folder(char *name) {
    const char *session = getenv("XDG_RUNTIME_DIR");
    return (is_ours_alone(session) && make_folder(name, session)) || make_folder(name, "/tmp");
}

static bool bind_to(int fd, const struct child *child) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int on = 1;
    memcpy(address.sun_path, child->notify_name, strlen(child->notify_name) + 1);
    unlink(child->notify_name);
    return setsockopt(fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof on) == 0
        && bind(fd, (struct sockaddr *)&address, sizeof address) == 0
        && (child->rundir == NULL
            || (chown(child->notify_name, (uid_t)-1, child->gid) == 0 && chmod(child->notify_name, 0660) == 0));
}

bool notify_open(struct child *child) {
    child->notify = -1;
    child->notify_name[0] = '\0';
    if (!(child->rundir != NULL ? take_folder(child) : make_own_folder(child->notify_name))) {
        child->notify_name[0] = '\0';
        return false;
    }
    strcat(child->notify_name, SOCKET);
    child->notify = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    return child->notify >= 0 && bind_to(child->notify, child);
}

/* Only a keeper that was killed leaves its folder behind. */
void notify_close(struct child *child) {
    if (child->notify >= 0) {
        close(child->notify);
    }
    unlink(child->notify_name);
    char *end = strrchr(child->notify_name, '/');
    if (end != NULL) {
        *end = '\0';
        rmdir(child->notify_name);
    }
}

struct message {
    char text[TEXT_MAX + 1];
    int fds[DESCRIPTORS_MAX];
    size_t count;
    struct ucred sender;
    bool whole;
};

static void take_control(struct msghdr *header, struct message *message) {
    for (struct cmsghdr *one = CMSG_FIRSTHDR(header); one != NULL; one = CMSG_NXTHDR(header, one)) {
        if (one->cmsg_level != SOL_SOCKET) {
            continue;
        }
        if (one->cmsg_type == SCM_RIGHTS) {
            size_t bytes = one->cmsg_len - CMSG_LEN(0);
            message->count = bytes / sizeof(int);
            memcpy(message->fds, CMSG_DATA(one), bytes);
        } else if (one->cmsg_type == SCM_CREDENTIALS) {
            memcpy(&message->sender, CMSG_DATA(one), sizeof message->sender);
        }
    }
}

static bool receive(int socket, struct message *message) {
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(DESCRIPTORS_MAX * sizeof(int)) + CMSG_SPACE(sizeof(struct ucred))];
    } control;
    struct iovec part = {message->text, TEXT_MAX};
    struct msghdr header = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    ssize_t length = recvmsg(socket, &header, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    if (length < 0) {
        return false;
    }
    message->text[length] = '\0';
    message->count = 0;
    message->sender = (struct ucred){0, (uid_t)-1, (gid_t)-1};
    message->whole = (header.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0;
    take_control(&header, message);
    return true;
}

static bool is_from(const struct message *message, const struct child *child) {
    return child->pid > 0 && message->sender.pid == child->pid && message->sender.uid == child->uid;
}

/* The kernel leaves out what we have no number for (scm_detach_fds()); half a message is none. */
static void say_cut(struct child *child) {
    if (!child->said_cut) {
        child->said_cut = true;
        fprintf(stderr,
                "buslane-keep: the %s's descriptors do not all fit: from now on some are not kept; "
                "raise the limit on open files (ulimit -n)\n",
                child->name);
    }
}

/* fdname_is_valid() of systemd: printable ASCII without the colon that separates names. */
static bool is_name(const char *name) {
    size_t length = strlen(name);
    for (size_t i = 0; i < length; i++) {
        if (name[i] < ' ' || name[i] > '~' || name[i] == ':') {
            return false;
        }
    }
    return length > 0 && length <= NAME_MAX_STORED;
}

static void obey(struct message *message, struct child *child) {
    bool keep = false;
    bool forget = false;
    bool drop_on_hangup = true;
    const char *name = "stored";
    char *rest = message->text;
    for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
        if (strcmp(line, "FDSTORE=1") == 0) {
            keep = true;
        } else if (strcmp(line, "FDSTOREREMOVE=1") == 0) {
            forget = true;
        } else if (strcmp(line, "FDPOLL=0") == 0) {
            drop_on_hangup = false;
        } else if (strcmp(line, "WATCHDOG=1") == 0) {
            child->heard = now_ms();
        } else if (strncmp(line, "FDNAME=", 7) == 0) {
            name = line + 7;
        }
    }
    if (keep && !is_name(name)) {
        fputs("buslane-keep: a descriptor is not kept: its FDNAME is not printable ASCII without a colon\n", stderr);
        return;
    }
    if (keep) {
        for (size_t i = 0; i < message->count; i++) {
            store_add(&child->store, message->fds[i], name, drop_on_hangup);
        }
        message->count = 0;
    } else if (forget) {
        store_remove(&child->store, name);
    }
}

/* Every message that is there. */
void notify_read(struct child *child) {
    struct message message;
    while (receive(child->notify, &message)) {
        if (is_from(&message, child)) {
            if (message.whole) {
                obey(&message, child);
            } else {
                say_cut(child);
            }
        }
        for (size_t i = 0; i < message.count; i++) {
            close(message.fds[i]);
        }
    }
}
