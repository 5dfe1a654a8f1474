/*
 * getifaddrs() and freeifaddrs(): the lane's interfaces in front of the kernel's list. An entry is as
 * the C libraries make one of a vcan's RTM_NEWLINK: that has no IFLA_ADDRESS, so there is no address; its
 * data are counters.
 */
#include "layer.h"
#include "next.h"

#include <linux/if_link.h>
#include <stdlib.h>

#define MARK 0x6c62616e6c616e65ull

struct entry {
    struct ifaddrs public;
    uint64_t mark;
    struct rtnl_link_stats counters;
    char name[IF_NAMESIZE];
};

/* Ours begin with an entry whose name lies where no C library puts it; then the mark decides. */
static bool is_block_of_ours(const struct ifaddrs *list) {
    const struct entry *entry = (const struct entry *)list;
    return list->ifa_name == entry->name && entry->mark == MARK;
}

static void fill(struct entry *entry, const struct bl_interface *interface) {
    *entry = (struct entry){.mark = MARK};
    __builtin_memcpy(entry->name, interface->name, sizeof entry->name);
    entry->public.ifa_name = entry->name;
    entry->public.ifa_flags = interface->flags;
    entry->public.ifa_data = &entry->counters;
}

EXPORT int getifaddrs(struct ifaddrs **list) {
    *list = NULL;
    int result = next.getifaddrs != NULL ? next.getifaddrs(list) : 0;
    const struct bl_table *table = lane_path()[0] == '\0' ? NULL : table_of_lane(-1);
    uint32_t count = table == NULL ? 0 : table->count;
    if (result != 0 || count == 0) {
        return result;
    }
    count = count > BL_TABLE_MAX ? BL_TABLE_MAX : count;
    struct entry *block = malloc(count * sizeof *block);
    if (block == NULL) {
        return 0; /* the kernel's list is good without ours */
    }
    for (uint32_t i = 0; i < count; i++) {
        fill(&block[i], &table->interfaces[i]);
        block[i].public.ifa_next = i + 1 < count ? &block[i + 1].public : *list;
    }
    *list = &block->public;
    return 0;
}

EXPORT void freeifaddrs(struct ifaddrs *list) {
    if (list != NULL && is_block_of_ours(list)) {
        struct ifaddrs *last = list;
        while (last->ifa_next != NULL && is_block_of_ours(last->ifa_next)) {
            last = last->ifa_next;
        }
        struct ifaddrs *kernels = last->ifa_next;
        free(list);
        list = kernels;
    }
    if (list != NULL && next.freeifaddrs != NULL) {
        next.freeifaddrs(list);
    }
}
