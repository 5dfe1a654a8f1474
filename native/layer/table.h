#ifndef BUSLANE_TABLE_H
#define BUSLANE_TABLE_H

#include <stdbool.h>

/* Takes the table of the gateway behind this descriptor, another one than before. */
bool renew_table(int fd);

#endif
