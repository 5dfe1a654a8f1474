/*
 * Finds the next definitions, once, in the library's constructor. Not lazily: dlsym may allocate, an
 * allocator may read a file, and that read would come back here; and the functions are looked for only
 * under names glibc and musl both have, so that dlsym never fails and leaves no dlerror() behind.
 */
#include "next.h"

#include "layer.h"
#include "lookup.h"
#include "start.h"

#include <dlfcn.h>

struct next next;

extern __typeof__(dlsym) dlsym __attribute__((weak));

/* The result is kept in a variable: a tail call would make us look like our caller to RTLD_NEXT. */
static void *find(const char *name) {
    void *found = dlsym != NULL ? dlsym(RTLD_NEXT, name) : look_up_next(name);
    __asm__ volatile("" : "+r"(found));
    return found;
}

void find_next(void) {
#define X(name) next.name = (__typeof__(name) *)find(#name);
    NEXT_FUNCTIONS(X)
#undef X
    next.ioctl = (ioctl_function *)find("ioctl");
}
