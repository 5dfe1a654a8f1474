/*
 * rawtrace: a seeded random sequence of calls on CAN_RAW sockets, with what each said. The text for a
 * seed is the same wherever sockets behave the same: compare that of a real vcan with a virtual bus's.
 *
 *   rawtrace FIRST-SEED COUNT STEPS FD-INTERFACE CLASSIC-INTERFACE DOWN-INTERFACE [no-xl]
 *
 * With no-xl it leaves out what a kernel that has no CAN XL answers otherwise: its options, and sizes that
 * are no frame's. The bus must be quiet otherwise.
 */
#include "trace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct trace_names names;
int sockets[SOCKETS];
bool knows_xl;
bool errors_by_filter;
bool any_copy;
bool waits[SOCKETS];

static void step(unsigned number) {
    unsigned slot = below(SOCKETS);
    say("%u s%u ", number, slot);
    if (sockets[slot] < 0 || one_in(24)) {
        step_life(slot);
    } else {
        switch (below(16)) {
        case 0:
        case 1:
            step_option(slot);
            break;
        case 2:
            step_filter(slot);
            break;
        case 3:
        case 4:
        case 5:
        case 6:
        case 7:
            step_send(slot);
            break;
        case 8:
        case 9:
        case 10:
        case 11:
        case 12:
        case 13:
            step_receive(slot);
            break;
        case 14:
            step_question(slot);
            break;
        default:
            step_life(slot);
            break;
        }
    }
    say("\n");
}

static void run(unsigned long seed, unsigned steps) {
    say("seed %lu\n", seed);
    choose_from(seed);
    any_copy = false;
    errors_by_filter = one_in(2);
    for (unsigned i = 0; i < SOCKETS; i++) {
        sockets[i] = -1;
    }
    for (unsigned i = 0; i < steps; i++) {
        step(i);
    }
    for (unsigned i = 0; i < SOCKETS; i++) {
        if (sockets[i] >= 0) {
            close(sockets[i]);
        }
    }
}

int main(int count, char **words) {
    if (count != 7 && !(count == 8 && strcmp(words[7], "no-xl") == 0)) {
        fprintf(stderr, "usage: %s FIRST-SEED COUNT STEPS FD-INTERFACE CLASSIC-INTERFACE DOWN-INTERFACE [no-xl]\n",
                words[0]);
        return 2;
    }
    unsigned long first = strtoul(words[1], NULL, 10);
    unsigned long seeds = strtoul(words[2], NULL, 10);
    unsigned steps = (unsigned)strtoul(words[3], NULL, 10);
    knows_xl = count == 7;
    names = (struct trace_names){words[4], words[5], words[6]};
    for (unsigned long i = 0; i < seeds; i++) {
        run(first + i, steps);
    }
    return 0;
}
