/*
 * if_nametoindex(), if_indextoname() and if_nameindex(): the lane's interfaces first, then the
 * kernel's. A process outside any lane gets its C library's own functions, list and free alike.
 */
#include "layer.h"
#include "next.h"

#include <linux/sockios.h>
#include <stdlib.h>

static bool in_lane(void) {
    return lane_path()[0] != '\0';
}

/* Without a next definition: what glibc and musl do, a local socket and one ioctl. */
static long kernel_interface(unsigned long command, struct ifreq *request) {
    long fd = SC3(SYS_socket, AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return fd;
    }
    long result = SC3(SYS_ioctl, fd, command, request);
    SC1(SYS_close, fd);
    return result;
}

static void copy_name(char *to, const char *from) {
    size_t at = 0;
    for (; at < IF_NAMESIZE - 1 && from[at] != '\0'; at++) {
        to[at] = from[at];
    }
    to[at] = '\0';
}

EXPORT unsigned if_nametoindex(const char *name) {
    struct bl_interface found;
    if (in_lane() && interface_by_name(-1, name, &found)) {
        return found.index;
    }
    if (next.if_nametoindex != NULL) {
        return next.if_nametoindex(name);
    }
    struct ifreq request = {0};
    copy_name(request.ifr_name, name);
    return answer(kernel_interface(SIOCGIFINDEX, &request)) < 0 ? 0 : (unsigned)request.ifr_ifindex;
}

EXPORT char *if_indextoname(unsigned index, char name[IF_NAMESIZE]) {
    struct bl_interface found;
    if (in_lane() && interface_by_index(-1, index, &found)) {
        copy_name(name, found.name);
        return name;
    }
    if (next.if_indextoname != NULL) {
        return next.if_indextoname(index, name);
    }
    struct ifreq request = {.ifr_ifindex = (int)index};
    long result = kernel_interface(SIOCGIFNAME, &request);
    if (answer(result == -ENODEV ? -ENXIO : result) < 0) {
        return NULL;
    }
    copy_name(name, request.ifr_name);
    return name;
}

struct entry {
    struct if_nameindex *at;
    char *names;
};

static void add(struct entry *list, unsigned index, const char *name) {
    copy_name(list->names, name);
    *list->at++ = (struct if_nameindex){.if_index = index, .if_name = list->names};
    list->names += IF_NAMESIZE;
}

static size_t count_of(const struct if_nameindex *list) {
    size_t count = 0;
    while (list != NULL && list[count].if_index != 0) {
        count++;
    }
    return count;
}

EXPORT struct if_nameindex *if_nameindex(void) {
    struct if_nameindex *kernels = next.if_nameindex != NULL ? next.if_nameindex() : NULL;
    if (!in_lane()) {
        return kernels;
    }
    const struct bl_table *table = table_of_lane(-1);
    uint32_t lanes = table == NULL ? 0 : table->count;
    lanes = lanes > BL_TABLE_MAX ? BL_TABLE_MAX : lanes;
    size_t total = lanes + count_of(kernels);
    struct if_nameindex *merged = malloc((total + 1) * sizeof *merged + total * IF_NAMESIZE);
    if (merged != NULL) {
        struct entry list = {merged, (char *)(merged + total + 1)};
        for (uint32_t i = 0; i < lanes; i++) {
            add(&list, table->interfaces[i].index, table->interfaces[i].name);
        }
        for (size_t i = 0, count = count_of(kernels); i < count; i++) {
            add(&list, kernels[i].if_index, kernels[i].if_name);
        }
        *list.at = (struct if_nameindex){0};
    }
    if (kernels != NULL && next.if_freenameindex != NULL) {
        next.if_freenameindex(kernels);
    }
    return merged;
}

EXPORT void if_freenameindex(struct if_nameindex *list) {
    if (in_lane()) {
        free(list); /* one block, made above */
    } else if (next.if_freenameindex != NULL) {
        next.if_freenameindex(list);
    }
}
