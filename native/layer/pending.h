/* The error that the next call takes. */
#ifndef BUSLANE_PENDING_H
#define BUSLANE_PENDING_H

#include "layer.h"

/* 0, or a positive errno that is pending no longer. Costs no system call when there is none. */
int take_pending(int fd, uint32_t state);

/* The same, and an event that is next in the queue. */
int take_pending_or_event(int fd, uint32_t state);

/* What an event that was received means: 0 when its error has been taken already. */
int error_of_event(int fd, const struct bl_trailer *event);

#endif
