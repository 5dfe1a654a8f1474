/*
 * Options that a local connection has and a CAN socket answers without doing anything. raw_ops has no
 * set_peek_off; credentials come with no frame, so asking for them changes nothing; a packet filter
 * would see our records, cut them and swallow events: no socket filter rather than one that does that.
 */
#include "layer.h"

/* include/uapi/asm-generic/socket.h: younger than most C libraries. */
#define PASS_PIDFD 76
#define PASS_RIGHTS 83

/* sk_setsockopt() reads an int before it looks at the name. */
static int number_or(int otherwise, const void *value, socklen_t length) {
    return length < sizeof(int) ? -EINVAL : value == NULL ? -EFAULT : otherwise;
}

int refuse_local_option(int level, int name, const void *value, socklen_t length) {
    if (level != SOL_SOCKET) {
        return 1;
    }
    switch (name) {
    case SO_PEEK_OFF:
        return number_or(-EOPNOTSUPP, value, length);
    case SO_PASSCRED:
    case SO_PASSSEC:
    case PASS_PIDFD:
    case PASS_RIGHTS:
    case SO_RCVLOWAT: /* holds the state word; CAN_RAW takes a value and never uses it */
        return number_or(0, value, length);
    case SO_ATTACH_FILTER:
    case SO_ATTACH_BPF:
    case SO_ATTACH_REUSEPORT_CBPF:
    case SO_ATTACH_REUSEPORT_EBPF:
    case SO_LOCK_FILTER:
        return number_or(-ENOPROTOOPT, value, length);
    case SO_DETACH_FILTER:
        return number_or(-ENOENT, value, length);
    default:
        return 1;
    }
}
