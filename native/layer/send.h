#ifndef BUSLANE_SEND_H
#define BUSLANE_SEND_H

#include "layer.h"

long can_sendmsg(int fd, uint32_t state, const struct msghdr *message, int flags);

/* What a CAN socket reports for what a local connection reports. */
long send_error(long error);

#endif
