/*
 * The four functions a freestanding compiler may call on its own (GCC manual, "Standards").
 * Hidden: the library imports none of them, and gives none to the program.
 */
#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t count) {
    unsigned char *t = to;
    const unsigned char *f = from;
    for (; count >= 8; count -= 8, t += 8, f += 8) {
        __builtin_memcpy(t, f, 8);
    }
    while (count-- > 0) {
        *t++ = *f++;
    }
    return to;
}

void *memmove(void *to, const void *from, size_t count) {
    unsigned char *t = to;
    const unsigned char *f = from;
    if (t <= f) {
        while (count-- > 0) {
            *t++ = *f++;
        }
    } else {
        while (count-- > 0) {
            t[count] = f[count];
        }
    }
    return to;
}

void *memset(void *at, int value, size_t count) {
    unsigned char *t = at;
    while (count-- > 0) {
        *t++ = (unsigned char)value;
    }
    return at;
}

int memcmp(const void *a, const void *b, size_t count) {
    const unsigned char *x = a;
    const unsigned char *y = b;
    for (; count > 0; count--, x++, y++) {
        if (*x != *y) {
            return *x - *y;
        }
    }
    return 0;
}
