/* Life without a keeper: a socket whose gateway went away is connected anew when there is one again. */
#ifndef BUSLANE_REATTACH_H
#define BUSLANE_REATTACH_H

#include "layer.h"

/* After the connection ended: 0 when the descriptor leads to a gateway again, else -ENETDOWN. */
int recover(int fd, bool may_wait);

#endif
