#include "trace.h"

static uint64_t state;

void choose_from(uint64_t seed) {
    state = seed * 0x9e3779b97f4a7c15ull + 1;
    for (int i = 0; i < 8; i++) {
        below(2);
    }
}

unsigned below(unsigned limit) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)((state >> 33) % limit);
}

bool one_in(unsigned limit) {
    return below(limit) == 0;
}
