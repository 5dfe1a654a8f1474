/*
 * The pending error of a socket, sk_err in the kernel: the next call that receives or sends, or SO_ERROR,
 * takes it (sock_error(), include/net/sock.h). There is one, however often the cause came.
 *
 * What a bind to an interface that is down leaves is a bit of the state word, so that it comes before the
 * frames that are queued. A bus that goes down later is an event among the records, behind them.
 */
#include "pending.h"

#include "turn.h"

/*
 * raw_notify() (net/can/raw.c): a socket is not bound any more when its interface is gone. Unless it has been bound
 * to another since the gateway wrote this.
 */
static void heed(int fd, const struct bl_trailer *event) {
    uint32_t state;
    if (event->error == ENODEV && is_ours(fd, &state) && (state & BL_STATE_INDEX) == event->ifindex) {
        keep_state(fd, state & ~(BL_STATE_BOUND | BL_STATE_INDEX | BL_STATE_PENDING));
    }
}

/* Of several events the last is the socket's error, as it would have taken the place of those before. */
static int drop_events(int fd) {
    struct bl_trailer event;
    int error = 0;
    int peek = MSG_PEEK | MSG_DONTWAIT | MSG_TRUNC;
    while (SC6(SYS_recvfrom, fd, &event, sizeof event, peek, 0, 0) == (long)sizeof event
           && (event.flags & BL_EVENT) != 0) {
        SC6(SYS_recvfrom, fd, &event, sizeof event, MSG_DONTWAIT, 0, 0);
        if ((event.flags & BL_TOLD) == 0) {
            heed(fd, &event);
            error = (int)event.error;
        }
    }
    return error;
}

static int take_bit(int fd, uint32_t state) {
    if ((state & BL_STATE_PENDING) == 0) {
        return 0;
    }
    keep_state(fd, state & ~BL_STATE_PENDING);
    drop_events(fd);
    return ENETDOWN;
}

int take_pending(int fd, uint32_t state) {
    int kept = memo_take_error(fd);
    return kept != 0 ? kept : take_bit(fd, state);
}

int take_pending_or_event(int fd, uint32_t state) {
    int error = take_pending(fd, state);
    return error != 0 ? error : drop_events(fd);
}

/* The thread that binds may not have come to keep the state yet: it does so within its turn. */
int error_of_event(int fd, const struct bl_trailer *event) {
    if ((event->flags & BL_TOLD) == 0) {
        heed(fd, event);
        int later = drop_events(fd);
        int error = later != 0 ? later : (int)event->error;
        return error > 0 && error < 4096 ? error : ENETDOWN;
    }
    uint32_t state;
    bool in_turn = take_turn();
    int error = is_ours(fd, &state) ? take_bit(fd, state) : 0;
    if (in_turn) {
        end_turn();
    }
    return error;
}
