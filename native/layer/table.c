/*
 * The lane's interfaces: names, indexes, flags and MTU, in memory the gateway shares read-only. Mapped
 * once for the process; a look at an interface is then a look into memory, however many writes ask.
 */
#include "table.h"

#include "clock.h"
#include "layer.h"

#include <stdlib.h>
#include <sys/mman.h>

#define PATIENCE_NS (2 * SECOND_NS)

static const struct bl_table *table;

static int fetch(int fd, uint64_t until, const struct bl_table **fetched) {
    struct question question = {.op = BL_OP_TABLE, .until = until};
    int error = ask(fd, &question);
    if (error != 0 || question.carried < 0) {
        return error != 0 ? error : question.cut ? -EMFILE : -ENETDOWN;
    }
    long at = SC6(SYS_mmap, 0, sizeof(struct bl_table), PROT_READ, MAP_SHARED, question.carried, 0);
    SC1(SYS_close, question.carried);
    if (at < 0 && at > -4096) {
        return (int)at;
    }
    *fetched = (const struct bl_table *)at;
    if ((*fetched)->magic != BL_TABLE_MAGIC || (*fetched)->version != 1) {
        SC2(SYS_munmap, at, sizeof(struct bl_table));
        return -ENETDOWN;
    }
    return 0;
}

static int fetch_until(uint64_t until, const struct bl_table **fetched) {
    int own = attach(until);
    if (own < 0) {
        return own;
    }
    int error = fetch(own, until, fetched);
    SC1(SYS_close, own);
    return error;
}

/* Who waited in vain does not wait again for as long: one call seldom comes alone. */
static int fetch_aside(const struct bl_table **fetched) {
    static uint64_t hangs_until;
    if (now_ns() < __atomic_load_n(&hangs_until, __ATOMIC_RELAXED)) {
        return -ENETDOWN;
    }
    uint64_t until = now_ns() + PATIENCE_NS;
    int error = fetch_until(until, fetched);
    if (error != 0 && now_ns() >= until) {
        __atomic_store_n(&hangs_until, until + PATIENCE_NS, __ATOMIC_RELAXED);
    }
    return error;
}

int know_table(int fd) {
    const struct bl_table *known = __atomic_load_n(&table, __ATOMIC_ACQUIRE);
    const struct bl_table *fetched;
    if (known != NULL) {
        return 0;
    }
    int error = fd < 0 ? fetch_aside(&fetched) : fetch(fd, 0, &fetched);
    if (error == 0
        && !__atomic_compare_exchange_n(&table, &known, fetched, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
        SC2(SYS_munmap, fetched, sizeof(struct bl_table)); /* another thread was first */
    }
    return error;
}

const struct bl_table *table_of_lane(int fd) {
    return know_table(fd) == 0 ? __atomic_load_n(&table, __ATOMIC_ACQUIRE) : NULL;
}

/* The old one stays mapped: another thread may be looking into it. */
bool renew_table(int fd) {
    const struct bl_table *fetched;
    if (fetch(fd, 0, &fetched) != 0) {
        return false;
    }
    __atomic_store_n(&table, fetched, __ATOMIC_RELEASE);
    return true;
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

static bool begins_with(const char *name, const char *beginning) {
    size_t at = 0;
    while (beginning[at] != '\0' && beginning[at] == name[at]) {
        at++;
    }
    return beginning[at] == '\0';
}

/* Read once, as the lane's path is. */
static bool any_can(void) {
    static int any;
    int known = __atomic_load_n(&any, __ATOMIC_RELAXED);
    if (known == 0) {
        known = BL_CANSIM || getenv(BL_ENV_ANY_CAN) != NULL ? 1 : -1;
        __atomic_store_n(&any, known, __ATOMIC_RELAXED);
    }
    return known > 0;
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
    if (count_of(of) > 0 && any_can() && (begins_with(name, "can") || begins_with(name, "vcan"))) {
        return found_at(of, 0, found);
    }
    return false;
}
