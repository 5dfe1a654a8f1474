/* What is remembered of a bus socket; each by best effort, none ever fails or waits. */
#ifndef BUSLANE_SHADOW_H
#define BUSLANE_SHADOW_H

#include "layer.h"

#define SHADOW_LOG 7000 /* 512 filters and every other option, with room to spare */
#define SHADOW_WATCHES 16

struct option {
    int level;
    int name;
    uint32_t length;
};

struct watch {
    int poller_plus_one; /* 0: free */
    int fd;
    uint32_t events;
    uint64_t data;
};

struct shadow {
    uint64_t cookie;
    int fd;
    bool told;    /* the program knows of this end */
    bool partial; /* something did not fit: better no socket than a different one */
    char bound_to[16]; /* the interface; "": every one */
    size_t used;
    struct watch watches[SHADOW_WATCHES];
    unsigned char log[SHADOW_LOG]; /* struct option and its value, in the order they were set */
};

void remember_socket(int fd);
void remember_binding(int fd, uint32_t index);
void remember_option(int fd, int level, int name, const void *value, size_t length);
void remember_watch(int poller, int operation, int fd, uint32_t events, uint64_t data);
void forget_poller(int poller);

/* Between these two the shadows are the caller's. */
bool try_shadows(void);
void leave_shadows(void);
struct shadow *shadow_of(int fd);

uint64_t cookie_of(int fd);
size_t entry_size(const unsigned char *entry, struct option *option);

#endif
