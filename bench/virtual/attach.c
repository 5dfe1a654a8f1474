/* The bus socket's dialect (native/bus_socket.h), spoken directly: the preload layer's cost is not the gateway's. */
#define _GNU_SOURCE
#include "load.h"
#include "../../native/bus_socket.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

static int dial(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        die(path);
    }
    strcpy(address.sun_path, path);
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *) &address, sizeof address)) die(path);
    return fd;
}

static void send_with(int fd, struct iovec *parts, size_t count, int descriptor) {
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control = {0};
    struct msghdr message = {.msg_iov = parts,
                             .msg_iovlen = count,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    control.header = (struct cmsghdr) {CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS};
    memcpy(CMSG_DATA(&control.header), &descriptor, sizeof descriptor);
    if (sendmsg(fd, &message, MSG_NOSIGNAL) < 0) die("send a request");
}

/* Sends one request and waits for its reply; returns the descriptor that came with it, or -1. */
static int request(int fd, uint32_t op, const void *value, uint32_t length) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends)) die("socketpair");
    struct timeval patience = {.tv_sec = 5};
    setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    struct bl_request head = {.tag = BL_TAG_REQUEST, .op = op, .length = length};
    struct iovec parts[2] = {{&head, sizeof head}, {(void *) value, length}};
    send_with(fd, parts, length ? 2 : 1, ends[1]);
    close(ends[1]);

    struct bl_reply reply;
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec into = {&reply, sizeof reply};
    struct msghdr message = {
        .msg_iov = &into, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    ssize_t got = recvmsg(ends[0], &message, MSG_CMSG_CLOEXEC);
    if (got < 0) die("await a reply");
    if (got < (ssize_t) sizeof reply) {
        fprintf(stderr, "load: reply of %zd bytes to request %u, expected %zu\n", got, op, sizeof reply);
        exit(1);
    }
    close(ends[0]);
    if (reply.error) {
        errno = reply.error;
        die(op == BL_OP_BIND ? "bind request" : "table request");
    }
    struct cmsghdr *carried = CMSG_FIRSTHDR(&message);
    int descriptor = -1;
    if (carried && carried->cmsg_type == SCM_RIGHTS) memcpy(&descriptor, CMSG_DATA(carried), sizeof descriptor);
    return descriptor;
}

static uint32_t interface_index(int fd, const char *name) {
    int memory = request(fd, BL_OP_TABLE, NULL, 0);
    const struct bl_table *table = mmap(NULL, sizeof *table, PROT_READ, MAP_SHARED, memory, 0);
    if (table == MAP_FAILED) die("map the interface table");
    if (table->magic != BL_TABLE_MAGIC || table->version != 1) {
        fprintf(stderr, "load: the gateway's interface table has magic %#x, version %u\n", table->magic, table->version);
        exit(1);
    }
    uint32_t index = 0;
    for (uint32_t i = 0; i < table->count && i < BL_TABLE_MAX && !index; i++) {
        const struct bl_interface *entry = &table->interfaces[i];
        if (!name || !strncmp(entry->name, name, sizeof entry->name)) index = entry->index;
    }
    if (!index) {
        fprintf(stderr, "load: the lane has no interface %s\n", name ? name : "at all");
        exit(1);
    }
    munmap((void *) table, sizeof *table);
    close(memory);
    return index;
}

int attach(const struct options *options) {
    int fd = dial(options->socket);
    if (options->buslane) {
        uint32_t index = interface_index(fd, options->interface);
        request(fd, BL_OP_BIND, &index, sizeof index);
    }
    return fd;
}
