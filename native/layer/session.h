/* Sockets of protocols above frames: CAN_BCM, CAN_ISOTP. Each returns a value or -errno. */
#ifndef BUSLANE_SESSION_H
#define BUSLANE_SESSION_H

#include "layer.h"

static inline bool is_session(uint32_t state) {
    return (state & BL_STATE_SESSION) != 0;
}

/* Makes a new connection a session. */
long session_begin(int fd, int protocol);

long session_sendmsg(int fd, uint32_t state, const struct msghdr *message, int flags);
long session_recvmsg(int fd, uint32_t state, struct msghdr *message, int flags);
long session_address(int fd, enum bl_op op, const struct sockaddr *address, socklen_t length);
long session_name(int fd, bool peer, struct sockaddr *address, socklen_t *length);

#endif
