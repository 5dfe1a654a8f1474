/* Life without a keeper: a socket whose gateway went away is connected anew when there is one again. */
#ifndef BUSLANE_REATTACH_H
#define BUSLANE_REATTACH_H

#include "layer.h"

/* What is remembered of a socket; each by best effort, none ever fails. */
void remember_socket(int fd);
void remember_option(int fd, int level, int name, const void *value, size_t length);
void remember_watch(int poller, int operation, int fd, uint32_t events, uint64_t data);

/* After the connection ended: 0 when the descriptor leads to a gateway again, else -ENETDOWN. */
int recover(int fd, bool may_wait);

#endif
