/*
 * Whether a lane has an interface that is up: its table, as a program's layer asks for it (bus_socket.h). A
 * fresh connection for each look, because it is the gateway's absence that is waited out.
 */
#include "hook.h"

#include "../bus_socket.h"

#include <errno.h>
#include <net/if.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#define PATIENCE_S 2

static int connect_to(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    struct timeval patience = {.tv_sec = PATIENCE_S};
    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(address.sun_path, path, strlen(path) + 1);
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return -1;
    }
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience); /* connect() too: unix_stream_connect() */
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

union carried {
    struct cmsghdr head;
    char room[CMSG_SPACE(sizeof(int))];
};

static bool ask_for_table(int lane, int reply) {
    struct bl_request request = {.tag = BL_TAG_REQUEST, .op = BL_OP_TABLE};
    struct iovec part = {&request, sizeof request};
    union carried carried = {.head = {CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS}};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &carried, .msg_controllen = CMSG_LEN(sizeof(int))};
    memcpy(CMSG_DATA(&carried.head), &reply, sizeof reply);
    return sendmsg(lane, &message, MSG_NOSIGNAL) == (ssize_t)sizeof request;
}

/* The table's descriptor, or -1. */
static int receive_table(int from) {
    struct bl_reply reply = {0};
    struct iovec part = {&reply, sizeof reply};
    union carried carried = {0};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &carried, .msg_controllen = sizeof carried};
    struct timeval patience = {.tv_sec = PATIENCE_S};
    int fd = -1;
    setsockopt(from, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (recvmsg(from, &message, MSG_CMSG_CLOEXEC) == (ssize_t)sizeof reply && reply.error == 0
        && message.msg_controllen >= CMSG_LEN(sizeof fd) && carried.head.cmsg_type == SCM_RIGHTS) {
        memcpy(&fd, CMSG_DATA(&carried.head), sizeof fd);
    }
    return fd;
}

static int fetch_table(int lane) {
    int ends[2];
    int table = -1;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == 0) {
        bool asked = ask_for_table(lane, ends[1]);
        close(ends[1]); /* the gateway's end is the only one then: its death is no long wait */
        table = asked ? receive_table(ends[0]) : -1;
        close(ends[0]);
    }
    return table;
}

static enum presence look_up(const struct bl_table *table, const char *name) {
    uint32_t count = table->count < BL_TABLE_MAX ? table->count : BL_TABLE_MAX;
    for (uint32_t i = 0; i < count && table->magic == BL_TABLE_MAGIC; i++) {
        if (strncmp(table->interfaces[i].name, name, sizeof table->interfaces[i].name) == 0) {
            return (table->interfaces[i].flags & IFF_UP) != 0 ? PRESENT : DOWN;
        }
    }
    return NOT_THERE;
}

enum presence presence_on_lane(const char *path, const char *name) {
    enum presence presence = NO_LANE;
    int lane = connect_to(path);
    int fd = lane < 0 ? -1 : fetch_table(lane);
    if (fd >= 0) {
        const struct bl_table *table = mmap(NULL, sizeof *table, PROT_READ, MAP_SHARED, fd, 0);
        if (table != MAP_FAILED) {
            presence = look_up(table, name);
            munmap((void *)table, sizeof *table);
        }
        close(fd);
    }
    if (lane >= 0) {
        close(lane);
    }
    return presence;
}
