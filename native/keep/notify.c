/*
 * The service side of sd_notify(3) and sd_pid_notify_with_fds(3): a datagram socket, named in
 * NOTIFY_SOCKET. Understood are FDSTORE=1 with FDNAME= and FDPOLL=0, and FDSTOREREMOVE=1 with FDNAME=;
 * everything else (READY=1, STATUS= ...) is for other keepers.
 *
 * The socket lies in a folder of its own that nobody else may enter. An abstract address would be open
 * to everybody in the network namespace: to refuse what a stranger sent, one must close it, and a
 * close() can take as long as the stranger likes (SO_LINGER). Who else runs under our uid could as well
 * kill us; only the child is heard all the same, and the kernel says who sent (SO_PASSCRED).
 */
#include "keep.h"

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

int notify_open(char name[NOTIFY_NAME_MAX]) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int on = 1;
    name[0] = '\0';
    const char *session = getenv("XDG_RUNTIME_DIR");
    if (!(is_ours_alone(session) && make_folder(name, session)) && !make_folder(name, "/tmp")) {
        name[0] = '\0';
        return -1;
    }
    strcat(name, SOCKET);
    memcpy(address.sun_path, name, strlen(name) + 1);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0
        && (setsockopt(fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof on) != 0
            || bind(fd, (struct sockaddr *)&address, sizeof address) != 0)) {
        close(fd);
        fd = -1;
    }
    return fd;
}

/* Only a keeper that was killed leaves its folder behind. */
void notify_close(int socket, char name[NOTIFY_NAME_MAX]) {
    close(socket);
    unlink(name);
    char *end = strrchr(name, '/');
    if (end != NULL) {
        *end = '\0';
        rmdir(name);
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

static bool is_from(const struct message *message, pid_t child) {
    return child > 0 && message->sender.pid == child && message->sender.uid == geteuid();
}

/* The kernel leaves out what we have no number for (scm_detach_fds()); half a message is none. */
static void say_cut(void) {
    static bool said;
    if (!said) {
        said = true;
        fputs("buslane-keep: the gateway's descriptors do not all fit: from now on some are not kept; "
              "raise the limit on open files (ulimit -n)\n", stderr);
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

static void obey(struct message *message, struct store *store) {
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
            store_add(store, message->fds[i], name, drop_on_hangup);
        }
        message->count = 0;
    } else if (forget) {
        store_remove(store, name);
    }
}

/* Every message that is there. */
void notify_read(int socket, pid_t child, struct store *store) {
    struct message message;
    while (receive(socket, &message)) {
        if (is_from(&message, child)) {
            if (message.whole) {
                obey(&message, store);
            } else {
                say_cut();
            }
        }
        for (size_t i = 0; i < message.count; i++) {
            close(message.fds[i]);
        }
    }
}
