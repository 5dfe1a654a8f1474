/* A program's message, checked as raw_sendmsg() checks it and turned into a record for the gateway. */
#ifndef BUSLANE_COMPOSE_H
#define BUSLANE_COMPOSE_H

#include "layer.h"

#define SEND_RECORD_MAX (sizeof(struct bl_addressed) + FRAME_MAX)

struct composed {
    unsigned char *record; /* the caller's room of SEND_RECORD_MAX bytes, or less for classic and FD */
    size_t room;
    size_t length;         /* of the record */
    size_t size;           /* of the frame: what the send returns */
};

/* 0 or -errno. */
int compose(int fd, uint32_t state, const struct msghdr *message, struct composed *to);

#endif
