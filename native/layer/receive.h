#ifndef BUSLANE_RECEIVE_H
#define BUSLANE_RECEIVE_H

#include "layer.h"

#define RECORD_MAX (FRAME_MAX + sizeof(struct bl_trailer))

bool may_wait(int fd, int flags);

/* The next recvmsg(), undressed: its value or -errno. */
long pull_message(int fd, struct msghdr *message, int flags);
long can_recvmsg(int fd, uint32_t state, struct msghdr *message, int flags);
void watch_for_passed(const struct msghdr *message);

#endif
