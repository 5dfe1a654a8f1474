/*
 * The lane's interfaces: names, indexes, flags and MTU, in memory the gateway shares read-only. Mapped
 * once for the process; a look at an interface is then a look into memory, however many writes ask.
 */
#include "layer.h"

#include <sys/mman.h>

static const struct bl_table *table;

static const struct bl_table *fetch(int fd) {
    struct question question = {.op = BL_OP_TABLE};
    if (ask(fd, &question) != 0 || question.carried < 0) {
        return NULL;
    }
    long at = SC6(SYS_mmap, 0, sizeof(struct bl_table), PROT_READ, MAP_SHARED, question.carried, 0);
    SC1(SYS_close, question.carried);
    if (at < 0 && at > -4096) {
        return NULL;
    }
    const struct bl_table *mapped = (const struct bl_table *)at;
    if (mapped->magic != BL_TABLE_MAGIC || mapped->version != 1) {
        SC2(SYS_munmap, at, sizeof(struct bl_table));
        return NULL;
    }
    return mapped;
}

const struct bl_table *table_of_lane(int fd) {
    const struct bl_table *known = __atomic_load_n(&table, __ATOMIC_ACQUIRE);
    if (known != NULL) {
        return known;
    }
    int own = fd < 0 ? attach() : -1;
    if (fd < 0 && own < 0) {
        return NULL;
    }
    const struct bl_table *fetched = fetch(fd < 0 ? own : fd);
    if (own >= 0) {
        SC1(SYS_close, own);
    }
    if (fetched == NULL) {
        return NULL;
    }
    if (!__atomic_compare_exchange_n(&table, &known, fetched, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
        SC2(SYS_munmap, fetched, sizeof(struct bl_table)); /* another thread was first */
        return known;
    }
    return fetched;
}

/* Copied out, so that a check and what follows from it see the same flags. */
static bool found_at(const struct bl_table *of, uint32_t at, struct bl_interface *found) {
    __builtin_memcpy(found, &of->interfaces[at], sizeof *found);
    return true;
}

static uint32_t count_of(const struct bl_table *of) {
    uint32_t count = of == NULL ? 0 : __atomic_load_n(&of->count, __ATOMIC_ACQUIRE);
    return count > BL_TABLE_MAX ? BL_TABLE_MAX : count;
}

bool interface_by_index(int fd, uint32_t index, struct bl_interface *found) {
    const struct bl_table *of = table_of_lane(fd);
    for (uint32_t i = 0, count = count_of(of); i < count; i++) {
        if (of->interfaces[i].index == index) {
            return found_at(of, i, found);
        }
    }
    return false;
}

bool interface_by_name(int fd, const char *name, struct bl_interface *found) {
    const struct bl_table *of = table_of_lane(fd);
    for (uint32_t i = 0, count = count_of(of); i < count; i++) {
        const char *known = of->interfaces[i].name;
        size_t at = 0;
        while (at < sizeof found->name && known[at] != '\0' && known[at] == name[at]) {
            at++;
        }
        if (at < sizeof found->name && known[at] == name[at]) {
            return found_at(of, i, found);
        }
    }
    return false;
}
