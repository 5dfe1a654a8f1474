/*
 * The checks of raw_sendmsg() and raw_check_txframe() (net/can/raw.c), then of can_send() (net/can/
 * af_can.c), in their order, so that the errno is the one a real interface gives:
 *
 *   EINVAL    no CAN frame has this size; the address is short or not AF_CAN
 *   ENXIO     no such interface, or none given and none bound
 *   any       the socket's pending error
 *   EINVAL    the length in the frame; an FD or XL frame that the socket or the interface does not take
 *   EINVAL    a control message of SOL_SOCKET that no send knows
 *   EMSGSIZE  longer than the interface's MTU
 *   EPERM     an interface that is not CAN
 *   ENETDOWN  an interface that is down
 */
#include "compose.h"

#include "message.h"
#include "pending.h"

#include <linux/can.h>
#include <net/if.h>
#include <sys/ioctl.h>

#define TRANSMIT_STAMPS 0x303u   /* SOF_TIMESTAMPING_TX_RECORD_MASK, linux/net_tstamp.h */
#define XL_HEADER 12             /* CANXL_HDR_SIZE */
#define XL_DATA_MAX 2048         /* CANXL_MAX_DLEN */
#define XL_MTU_MIN 76            /* CANXL_MIN_MTU */
#define XL_FLAG 0x80             /* CANXL_XLF, in byte 4 */
#define XL_PRIORITY 0x00ff07ffu  /* CANXL_PRIO_MASK | CANXL_VCID_MASK */
#define FD_FLAG 0x04             /* CANFD_FDF, in byte 5 */

/* copy_msghdr_from_user() (net/socket.c): a name of length 0 is none. */
static int wanted_index(uint32_t state, const struct msghdr *message, uint32_t *index, bool *addressed) {
    *addressed = message->msg_name != NULL && message->msg_namelen != 0;
    *index = state & BL_STATE_INDEX;
    if ((int)message->msg_namelen < 0) {
        return -EINVAL;
    }
    if (!*addressed) {
        return 0;
    }
    const struct sockaddr_can *can = message->msg_name;
    if (message->msg_namelen < CAN_ADDRESS_SIZE || can->can_family != AF_CAN) {
        return -EINVAL;
    }
    *index = (uint32_t)can->can_ifindex;
    return 0;
}

/* The kernel's own interfaces have indexes too; those that are not CAN refuse a frame with EPERM. */
static int foreign(int fd, uint32_t index) {
    struct ifreq request = {.ifr_ifindex = (int)index};
    if (index == 0 || SC3(SYS_ioctl, fd, SIOCGIFNAME, &request) != 0
        || SC3(SYS_ioctl, fd, SIOCGIFHWADDR, &request) != 0) {
        return -ENXIO;
    }
    return request.ifr_hwaddr.sa_family == HARDWARE_CAN ? -ENXIO : -EPERM;
}

static void gather(const struct msghdr *message, unsigned char *to) {
    for (size_t i = 0, count = part_count(message); i < count; i++) {
        __builtin_memcpy(to, message->msg_iov[i].iov_base, message->msg_iov[i].iov_len);
        to += message->msg_iov[i].iov_len;
    }
}

static bool takes_xl(uint32_t mtu) {
    return mtu >= XL_MTU_MIN && mtu <= FRAME_MAX;
}

/* raw_check_txframe(), and what it and can_send() change in a frame they take. */
static bool fits(uint32_t state, uint32_t mtu, unsigned char *frame, size_t size) {
    if (size == CAN_MTU && frame[4] <= CAN_MAX_DLEN) {
        return true;
    }
    if (size == CANFD_MTU && frame[4] <= CANFD_MAX_DLEN) {
        frame[5] |= FD_FLAG;
        return (state & BL_STATE_FD) != 0 && (mtu == CANFD_MTU || takes_xl(mtu));
    }
    uint16_t length;
    uint32_t priority;
    __builtin_memcpy(&length, frame + 6, sizeof length);
    if ((frame[4] & XL_FLAG) == 0 || length == 0 || length > XL_DATA_MAX || size != XL_HEADER + (size_t)length) {
        return false;
    }
    __builtin_memcpy(&priority, frame, sizeof priority);
    priority &= XL_PRIORITY;
    __builtin_memcpy(frame, &priority, sizeof priority);
    return (state & BL_STATE_XL) != 0 && takes_xl(mtu);
}

/*
 * __sock_cmsg_send(), net/core/sock.c. Nothing of it goes to the gateway; a mark takes a right that this
 * process has on no network of ours. SO_TIMESTAMPING may ask for transmit stamps alone.
 */
static int check_control(const struct cmsghdr *one) {
    uint32_t flags;
    switch (one->cmsg_type) {
    case 1: /* SCM_RIGHTS */
    case 2: /* SCM_CREDENTIALS */
        return 0;
    case SO_MARK:
        return -EPERM;
    case 37: /* SO_TIMESTAMPING */
    case 65: /* SO_TIMESTAMPING_NEW */
        if (one->cmsg_len != CMSG_LEN(sizeof flags)) {
            return -EINVAL;
        }
        __builtin_memcpy(&flags, CMSG_DATA(one), sizeof flags);
        return (flags & ~TRANSMIT_STAMPS) != 0 ? -EINVAL : 0;
    default:
        return -EINVAL;
    }
}

/* 0 or -errno. */
static int check_controls(const struct msghdr *message) {
    size_t end = control_size(message);
    for (size_t at = 0; at + sizeof(struct cmsghdr) <= end;) {
        const struct cmsghdr *one = (const void *)((const unsigned char *)message->msg_control + at);
        size_t length = (uint32_t)one->cmsg_len;
        if (length < sizeof *one || length > end - at) {
            return -EINVAL;
        }
        int error = one->cmsg_level == SOL_SOCKET ? check_control(one) : 0;
        if (error != 0) {
            return error;
        }
        at += CMSG_ALIGN(length);
    }
    return 0;
}

int compose(int fd, uint32_t state, const struct msghdr *message, struct composed *to) {
    if (part_count(message) > IOV_LIMIT) {
        return -EMSGSIZE;
    }
    size_t size = total_size(message->msg_iov, part_count(message));
    if (size <= XL_HEADER || size > FRAME_MAX) {
        return -EINVAL;
    }
    uint32_t index;
    bool addressed;
    int error = wanted_index(state, message, &index, &addressed);
    if (error != 0) {
        return error;
    }
    struct bl_interface interface;
    if (index == 0 || !interface_by_index(fd, index, &interface)) {
        error = foreign(fd, index);
        if (error == -ENXIO) {
            return error;
        }
        interface = (struct bl_interface){.mtu = CAN_MTU};
    }
    int pending = take_pending(fd, state); /* sock_alloc_send_pskb(), net/core/sock.c */
    if (pending != 0) {
        return -pending;
    }
    size_t prefix = addressed ? sizeof(struct bl_addressed) : 0;
    if (prefix + size > to->room) {
        return -EINVAL; /* rooms too small for XL are only given to sockets that may not send it */
    }
    unsigned char *frame = to->record + prefix;
    gather(message, frame);
    int refused = fits(state, interface.mtu, frame, size) ? check_controls(message) : -EINVAL;
    if (refused != 0) {
        return refused;
    }
    if (size > interface.mtu) {
        return -EMSGSIZE;
    }
    if (error != 0) {
        return error;
    }
    if ((interface.flags & IFF_UP) == 0) {
        take_pending_or_event(fd, 0); /* that of its going down is this one */
        return -ENETDOWN;
    }
    if (addressed) {
        struct bl_addressed head = {.tag = BL_TAG_ADDRESSED, .ifindex = index};
        __builtin_memcpy(to->record, &head, sizeof head);
    }
    to->length = prefix + size;
    to->size = size;
    return 0;
}
