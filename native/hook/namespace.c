/*
 * User namespaces: inside one, everybody may be uid 0 and every unmapped owner looks like 65534
 * (user_namespaces(7)). /proc/self/uid_map says who we are outside.
 */
#include "hook.h"

#include <stdio.h>
#include <unistd.h>

#define EVERY_ID 4294967295u

struct mapping {
    unsigned inside;
    unsigned outside;
    unsigned count;
};

static bool next_mapping(FILE *map, struct mapping *mapping) {
    return fscanf(map, "%u %u %u", &mapping->inside, &mapping->outside, &mapping->count) == 3;
}

bool in_user_namespace(void) {
    FILE *map = fopen("/proc/self/uid_map", "re");
    if (map == NULL) {
        return false;
    }
    struct mapping first = {1, 1, 0}; /* an empty map: a namespace nobody is mapped into */
    next_mapping(map, &first);
    fclose(map);
    return first.inside != 0 || first.outside != 0 || first.count != EVERY_ID;
}

/* The caller's uid in the namespace around this one. */
uid_t outer_uid(void) {
    uid_t own = geteuid();
    FILE *map = fopen("/proc/self/uid_map", "re");
    if (map == NULL) {
        return own;
    }
    struct mapping mapping;
    while (next_mapping(map, &mapping)) {
        if (own >= mapping.inside && own - mapping.inside < mapping.count) {
            own = mapping.outside + (own - mapping.inside);
            break;
        }
    }
    fclose(map);
    return own;
}
