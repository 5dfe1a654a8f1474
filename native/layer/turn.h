#ifndef BUSLANE_TURN_H
#define BUSLANE_TURN_H

#include <stdbool.h>

/* Whether there is a turn to end. */
bool take_turn(void);
void end_turn(void);

#endif
