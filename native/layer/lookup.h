#ifndef BUSLANE_LOOKUP_H
#define BUSLANE_LOOKUP_H

/* NULL: no object behind this one defines it. */
void *look_up_next(const char *name);

#endif
