/* A received record, handed to the program as raw_recvmsg() hands a frame. */
#ifndef BUSLANE_DELIVER_H
#define BUSLANE_DELIVER_H

#include "layer.h"

/* The frame's length; the trailer is the record's last 24 bytes. 0: an event. Below 0: no record of ours. */
long frame_in(const unsigned char *record, long received, struct bl_trailer *trailer);

/* Fills the message; returns the bytes of the frame that fitted. */
long deliver(
    struct msghdr *message, const unsigned char *frame, size_t length, const struct bl_trailer *trailer,
    int flags);

/* All of that but the bytes. */
void dress(struct msghdr *message, bool is_cut, const struct bl_trailer *trailer, int flags);

void deliver_name(void *name, socklen_t *length, const struct bl_trailer *trailer);

#endif
