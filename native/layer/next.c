/*
 * Finds the next definitions, once, in the library's constructor. Not lazily: dlsym may allocate, an
 * allocator may read a file, and that read would come back here; and the functions are looked for only
 * under names glibc and musl both have, so that dlsym never fails and leaves no dlerror() behind.
 */
#include "next.h"

#include "layer.h"
#include "start.h"

#include <dlfcn.h>

struct next next;

extern __typeof__(dlsym) dlsym __attribute__((weak));

void find_next(void) {
    if (dlsym == NULL) {
        return;
    }
#define X(name) next.name = (__typeof__(name) *)dlsym(RTLD_NEXT, #name);
    NEXT_FUNCTIONS(X)
#undef X
    next.ioctl = (ioctl_function *)dlsym(RTLD_NEXT, "ioctl");
}
