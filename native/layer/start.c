/*
 * The constructor. Calls that come earlier (constructors of other libraries) find no next definitions
 * and go to the kernel directly.
 */
#include "layer.h"
#include "start.h"

__attribute__((constructor)) static void start(void) {
    find_next();
    (void)lane_path();
    look_for_inherited();
}
