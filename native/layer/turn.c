/*
 * Requests that change a socket take turns in a process. Two threads that configure one socket get two
 * replies with two state words, and the later one must be the one that stays on the socket.
 *
 * The lock names its holder. A signal handler that finds its own thread holding it goes ahead without;
 * a child of fork() finds a thread that stayed behind, and takes it. A holder that does not come back (a
 * handler left by siglongjmp(), a gateway that hangs) loses its turn after a while.
 */
#include "turn.h"

#include "clock.h"
#include "layer.h"

#define LONGEST_NS (2 * SECOND_NS)
#define PAUSE_NS 100000

static uint64_t holder; /* process id and thread id; 0: nobody */

static uint64_t own_name(void) {
    return (uint64_t)SC1(SYS_getpid, 0) << 32 | (uint32_t)SC1(SYS_gettid, 0);
}

static bool pass(uint64_t from, uint64_t to) {
    return __atomic_compare_exchange_n(&holder, &from, to, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED);
}

bool take_turn(void) {
    uint64_t own = own_name();
    uint64_t end = 0;
    for (;;) {
        uint64_t seen = __atomic_load_n(&holder, __ATOMIC_ACQUIRE);
        if (seen == own) {
            return false;
        }
        bool stale = seen >> 32 != own >> 32 || (end != 0 && now_ns() >= end);
        if ((seen == 0 || stale) && pass(seen, own)) {
            return true;
        }
        end = end == 0 ? now_ns() + LONGEST_NS : end;
        pause_ns(PAUSE_NS);
    }
}

void end_turn(void) {
    pass(own_name(), 0);
}
