/* Which frames a filter lets through: can_rx_register() and raw_rcv(). */
#include "bus.h"

#include <errno.h>
#include <unistd.h>

static int sender;
static int listener;

#define FENCE 0x7ff

/* Sends the ids, then a fence that `unfiltered` sees; the listener's frames up to then, as bits. */
static unsigned passed(const canid_t *ids, size_t count) {
    int witness = open_bound(bench.first);
    for (size_t i = 0; i < count; i++) {
        put(sender, ids[i], (uint8_t)i);
    }
    put(sender, FENCE, 0);
    while (take(witness) != FENCE) {
    }
    close(witness);
    unsigned bits = 0;
    struct can_frame frame;
    while (recv(listener, &frame, sizeof frame, MSG_DONTWAIT) == sizeof frame) {
        if (frame.can_id != FENCE) {
            bits |= 1u << frame.data[0];
        }
    }
    return bits;
}

static const canid_t samples[] = {0x100, 0x123, 0x1ff, 0x123 | CAN_EFF_FLAG, 0x12345 | CAN_EFF_FLAG};

static unsigned with(const struct can_filter *filters, size_t count) {
    return set_filters(listener, filters, count) ? passed(samples, sizeof samples / sizeof *samples) : ~0u;
}

static void check_masks(void) {
    struct can_filter every = {0, 0};
    struct can_filter range = {0x100, 0x700};
    struct can_filter loose = {0x123, CAN_SFF_MASK};
    struct can_filter standard = {0x123, CAN_EFF_FLAG | CAN_RTR_FLAG | CAN_SFF_MASK};
    struct can_filter extended = {0x123 | CAN_EFF_FLAG, CAN_EFF_FLAG | CAN_RTR_FLAG | CAN_EFF_MASK};
    struct can_filter not_123 = {0x123 | CAN_INV_FILTER, CAN_SFF_MASK};
    struct can_filter two[] = {{0x100, CAN_SFF_MASK | CAN_EFF_FLAG}, {0x1ff, CAN_SFF_MASK | CAN_EFF_FLAG}};
    check(with(&every, 1) == 0x1f, "filter: mask 0 lets everything through");
    check(with(&range, 1) == 0x0f, "filter: a mask without the EFF bit looks at the id bits only");
    check(with(&loose, 1) == 0x0a, "filter: 123:7FF lets extended 00000123 through too");
    check(with(&standard, 1) == 0x02, "filter: 123:C00007FF is standard 123 alone");
    check(with(&extended, 1) == 0x08, "filter: an extended id with the EFF bit is that one alone");
    check(with(&not_123, 1) == 0x15, "filter: an inverted filter lets the others through");
    check(with(two, 2) == 0x05, "filter: of several any may match");
    check(with(NULL, 0) == 0x00, "filter: none at all lets nothing through");
    check(with(&every, 1) == 0x1f, "filter: and can be set anew");
}

static void check_once(void) {
    struct can_filter overlapping[] = {{0x123, 0x7ff}, {0x100, 0x700}, {0, 0}};
    set_filters(listener, overlapping, 3);
    put(sender, 0x123, 1);
    put(sender, 0x124, 1);
    check(take(listener) == 0x123 && take(listener) == 0x124, "filter: a frame several filters match comes once");
}

static void check_joined(void) {
    struct can_filter join[] = {{0x100, 0x700}, {0x003, 0x00f}};
    struct can_filter but_two[] = {{0x123 | CAN_INV_FILTER, 0x7ff}, {0x100 | CAN_INV_FILTER, 0x7ff}};
    set_number(listener, SOL_CAN_RAW, CAN_RAW_JOIN_FILTERS, 1);
    check(with(join, 2) == 0x0a, "filter: joined, all must match");
    check(with(but_two, 2) == 0x14, "filter: joined inverted filters leave several out");
    set_number(listener, SOL_CAN_RAW, CAN_RAW_JOIN_FILTERS, 0);
    check(with(join, 2) == 0x0f, "filter: no longer joined, any may match");
}

static void check_remote(void) {
    struct can_filter data_only = {0, CAN_RTR_FLAG};
    struct can_filter remote_only = {CAN_RTR_FLAG, CAN_RTR_FLAG};
    set_filters(listener, &data_only, 1);
    put(sender, 0x123 | CAN_RTR_FLAG, 0);
    put(sender, 0x124, 1);
    check(take(listener) == 0x124, "filter: the RTR bit in the mask can leave remote frames out");
    set_filters(listener, &remote_only, 1);
    put(sender, 0x124, 1);
    put(sender, 0x123 | CAN_RTR_FLAG, 0);
    check(take(listener) == (0x123 | CAN_RTR_FLAG), "filter: or let only them through");
}

static void check_errors(void) {
    struct can_filter every = {0, 0};
    canid_t bus_off = CAN_ERR_FLAG | 0x40;
    canid_t restarted = CAN_ERR_FLAG | 0x100;
    can_err_mask_t mask = 0x40;
    set_filters(listener, &every, 1);
    put(sender, bus_off, 0);
    put(sender, 0x125, 1);
    check(take(listener) == 0x125, "error frames are not received by default");
    check(setsockopt(listener, SOL_CAN_RAW, CAN_RAW_ERR_FILTER, &mask, sizeof mask) == 0,
          "CAN_RAW_ERR_FILTER is taken");
    put(sender, restarted, 0);
    put(sender, bus_off, 0);
    check(take(listener) == bus_off, "error frames of the chosen classes are received");
    set_filters(listener, NULL, 0);
    put(sender, 0x126, 1);
    put(sender, bus_off, 0);
    check(take(listener) == bus_off, "error frames pass where no data frame does");
    mask = 0;
    setsockopt(listener, SOL_CAN_RAW, CAN_RAW_ERR_FILTER, &mask, sizeof mask);
    set_filters(listener, &every, 1);
}

static void check_limits(void) {
    struct can_filter many[513];
    for (unsigned i = 0; i < 513; i++) {
        many[i] = (struct can_filter){i, CAN_SFF_MASK};
    }
    check(set_filters(listener, many, 512), "filter: 512 are taken");
    put(sender, 0x300, 1);
    put(sender, 511, 1);
    check(take(listener) == 511, "filter: and the last of them works");
    check(!set_filters(listener, many, 513) && errno == EINVAL, "filter: 513 are EINVAL");
    check(setsockopt(listener, SOL_CAN_RAW, CAN_RAW_FILTER, many, 7) == -1 && errno == EINVAL,
          "filter: a size that is no multiple of 8 is EINVAL");
    put(sender, 510, 1);
    check(take(listener) == 510, "filter: what was refused left the old ones in place");
}

static void check_before_bind(void) {
    struct can_filter only = {0x123, 0x7ff};
    int late = open_raw();
    set_filters(late, &only, 1);
    struct sockaddr_can address = address_of(bench.first);
    check(bind(late, (struct sockaddr *)&address, sizeof address) == 0, "filter: set before bind");
    put(sender, 0x124, 1);
    put(sender, 0x123, 1);
    check(take(late) == 0x123, "filter: and in force after it");
    close(late);
}

void check_filters(void) {
    sender = open_bound(bench.first);
    listener = open_bound(bench.first);
    check_masks();
    check_once();
    check_joined();
    check_remote();
    check_errors();
    check_limits();
    check_before_bind();
    close(sender);
    close(listener);
}
