/* CAN_RAW_FILTER, CAN_RAW_ERR_FILTER and CAN_RAW_JOIN_FILTERS with lists that matter to the frames sent. */
#include "trace.h"

#include <linux/can/raw.h>
#include <string.h>

static void set_list(int fd) {
    static const canid_t ids[] = {0, 0x100, 0x101, 0x123, 0x7ff, CAN_EFF_FLAG | 0x123, CAN_EFF_FLAG | 0x1234567,
                                  CAN_RTR_FLAG | 0x123, CAN_ERR_FLAG | 0x40};
    static const canid_t masks[] = {0, 0x7ff, 0x700, 0xc00007ff, 0xdfffffff, CAN_RTR_FLAG, CAN_EFF_FLAG, CAN_ERR_FLAG,
                                    CAN_ERR_FLAG | 0x40, 0x1fffffff, 0xffffffff, 1};
    struct can_filter list[6];
    unsigned count = below(7) % 6;
    unsigned extra = one_in(16) ? below(8) : 0;
    say("filters");
    for (unsigned i = 0; i < count; i++) {
        list[i].can_id = pick(ids) | (one_in(4) ? CAN_INV_FILTER : 0);
        list[i].can_mask = pick(masks) & (errors_by_filter ? 0xffffffff : ~CAN_ERR_FLAG);
        say(" %08x:%08x", list[i].can_id, list[i].can_mask);
    }
    say_result(setsockopt(fd, SOL_CAN_RAW, CAN_RAW_FILTER, list, (socklen_t)(count * sizeof *list + extra)));
}

static void get_list(int fd) {
    unsigned char room[100];
    memset(room, UNTOUCHED, sizeof room);
    socklen_t size = pick(((const socklen_t[]){0, 4, 8, 16, 20, 48, 100}));
    say("filters into %d", (int)size);
    int result = getsockopt(fd, SOL_CAN_RAW, CAN_RAW_FILTER, room, &size);
    say_result(result);
    say(" length %d ", (int)size);
    if (result == 0) {
        say_bytes(room, size);
        say_untouched(room, size, sizeof room);
    }
}

void step_filter(unsigned slot) {
    static const can_err_mask_t masks[] = {0, 0, 0x40, 0x1ff, CAN_ERR_MASK, 0xffffffff};
    int value;
    switch (below(8)) {
    case 0:
        get_list(sockets[slot]);
        break;
    case 1:
        value = errors_by_filter ? 0 : (int)pick(masks);
        say("error mask %x", (unsigned)value);
        say_result(setsockopt(sockets[slot], SOL_CAN_RAW, CAN_RAW_ERR_FILTER, &value, sizeof value));
        break;
    case 2:
        value = (int)below(2);
        say("join %d", value);
        say_result(setsockopt(sockets[slot], SOL_CAN_RAW, CAN_RAW_JOIN_FILTERS, &value, sizeof value));
        break;
    default:
        set_list(sockets[slot]);
        break;
    }
}
