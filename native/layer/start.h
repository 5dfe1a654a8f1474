/* What the constructor calls. */
#ifndef BUSLANE_START_H
#define BUSLANE_START_H

void find_next(void);
void look_for_inherited(void);

#endif
