/*
 * The store: what a child gave to keep. Names go to its next life as one environment string
 * (LISTEN_FDNAMES, sd_listen_fds(3)), which the kernel bounds to 128 KiB (MAX_ARG_STRLEN): whatever
 * would break that bound is refused, with a line that says so.
 *
 * A descriptor of a socket or file that is already kept under the same name is not kept twice: a child that
 * was restarted may hand over what it was handed.
 */
#include "keep.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_BYTES_MAX 130000

bool store_open(struct store *store) {
    store->count = 0;
    store->name_bytes = 0;
    store->hangups = epoll_create1(EPOLL_CLOEXEC);
    return store->hangups >= 0;
}

/* Sockets and files have an inode of their own; eventfd and its like share one. */
static struct stored identify(int fd) {
    struct stored entry = {.fd = fd};
    struct stat found;
    if (fstat(fd, &found) == 0 && (S_ISSOCK(found.st_mode) || S_ISREG(found.st_mode))) {
        entry.device = found.st_dev;
        entry.inode = found.st_ino;
    }
    return entry;
}

static bool holds(const struct store *store, const struct stored *entry, const char *name) {
    for (size_t i = 0; i < store->count; i++) {
        const struct stored *kept = &store->entries[i];
        if (entry->inode != 0 && kept->inode == entry->inode && kept->device == entry->device
            && strcmp(kept->name, name) == 0) {
            return true;
        }
    }
    return false;
}

static void refuse(int fd, const char *name, const char *why) {
    fprintf(stderr, "buslane-keep: descriptor \"%s\" is not kept: %s\n", name, why);
    close(fd);
}

void store_add(struct store *store, int fd, const char *name, bool drop_on_hangup) {
    struct stored entry = identify(fd);
    if (holds(store, &entry, name)) {
        close(fd);
        return;
    }
    if (store->count == STORE_MAX) {
        refuse(fd, name, "8192 are kept already");
        return;
    }
    if (store->name_bytes + strlen(name) + 1 > NAME_BYTES_MAX) {
        refuse(fd, name, "the names of all kept ones together are too long");
        return;
    }
    entry.name = strdup(name);
    if (entry.name == NULL) {
        refuse(fd, name, "out of memory");
        return;
    }
    if (drop_on_hangup) { /* EPERM for files, which never hang up */
        struct epoll_event event = {.events = 0, .data.fd = fd};
        epoll_ctl(store->hangups, EPOLL_CTL_ADD, fd, &event);
    }
    store->entries[store->count++] = entry;
    store->name_bytes += strlen(name) + 1;
}

/* Keeps the order of those that stay. An epoll forgets a descriptor that another process still holds
 * open only when told. */
static void remove_where(struct store *store, const char *name, int fd) {
    size_t kept = 0;
    for (size_t i = 0; i < store->count; i++) {
        struct stored entry = store->entries[i];
        if (name != NULL ? strcmp(entry.name, name) != 0 : entry.fd != fd) {
            store->entries[kept++] = entry;
            continue;
        }
        store->name_bytes -= strlen(entry.name) + 1;
        epoll_ctl(store->hangups, EPOLL_CTL_DEL, entry.fd, NULL);
        close(entry.fd);
        free(entry.name);
    }
    store->count = kept;
}

void store_remove(struct store *store, const char *name) {
    remove_where(store, name, -1);
}

void store_drop_hung_up(struct store *store) {
    struct epoll_event events[64];
    int count = epoll_wait(store->hangups, events, 64, 0);
    for (int i = 0; i < count; i++) {
        remove_where(store, NULL, events[i].data.fd);
    }
}
