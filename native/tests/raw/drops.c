/* A reader that does not read loses its own frames, and can count them: SO_RXQ_OVFL. */
#include "bus.h"

#include <string.h>
#include <unistd.h>

#define FLOOD 5000

/* The drop count with this frame, or -1 when none came along. */
static long drops_with(int fd, canid_t *id) {
    struct can_frame frame;
    struct iovec part = {&frame, sizeof frame};
    union {
        struct cmsghdr align;
        char bytes[64];
    } control;
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    *id = ~0u;
    if (!has_input(fd, PATIENCE_MS) || recvmsg(fd, &message, 0) != sizeof frame) {
        return -1;
    }
    *id = frame.can_id;
    struct cmsghdr *one = CMSG_FIRSTHDR(&message);
    if (one == NULL || one->cmsg_level != SOL_SOCKET || one->cmsg_type != SO_RXQ_OVFL) {
        return -1;
    }
    uint32_t drops;
    memcpy(&drops, CMSG_DATA(one), sizeof drops);
    return drops;
}

void check_drops(void) {
    int sender = open_bound(bench.first);
    int slow = open_bound(bench.first);
    int quick = open_bound(bench.first);
    canid_t id;
    set_number(slow, SOL_SOCKET, SO_RXQ_OVFL, 1);
    put(sender, 0x501, 1);
    check(drops_with(slow, &id) == -1 && id == 0x501, "SO_RXQ_OVFL: nothing comes as long as nothing was dropped");
    check(take(quick) == 0x501, "and the other reader has the frame as well");
    long seen_by_quick = 0;
    for (int i = 0; i < FLOOD; i++) {
        put(sender, 0x502, 1);
        if (i % 50 == 49) {
            for (int j = 0; j < 50 && take(quick) == 0x502; j++) {
                seen_by_quick++;
            }
        }
    }
    check(seen_by_quick == FLOOD, "a reader that reads gets every frame, beside one that does not");
    long received = 0;
    canid_t last = 0;
    while (has_input(slow, 0)) {
        drops_with(slow, &last);
        received++;
    }
    check(received > 0 && received < FLOOD, "a reader that does not read keeps what its queue holds");
    put(sender, 0x503, 1);
    check(drops_with(slow, &id) == FLOOD - received && id == 0x503,
          "SO_RXQ_OVFL: the next frame brings the count of what was dropped");
    put(sender, 0x504, 1);
    check(drops_with(slow, &id) == FLOOD - received && id == 0x504, "SO_RXQ_OVFL: and so does every later one");
    close(sender);
    close(slow);
    close(quick);
}
