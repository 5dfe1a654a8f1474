/*
 * The bus socket: what a program's CAN socket and the gateway say to each other.
 *
 * A bus socket is an AF_UNIX SOCK_SEQPACKET connection to DIR/lanes/LANE/bus.sock. Every number
 * is in native byte order: both ends are on one machine. The Java side of this file is
 * org.buslane.virtual.wire; a test holds the two together, offset by offset.
 *
 * PROGRAM TO GATEWAY, one record each:
 *   frame            struct can_frame (16 bytes), canfd_frame (72) or canxl_frame (12 + len), bare
 *   addressed frame  struct bl_addressed, then the frame: sendto() with an interface
 *                    (sessions send requests only, see below)
 *   request          struct bl_request, then `length` bytes; carries exactly one descriptor
 *                    (SCM_RIGHTS), an AF_UNIX SOCK_SEQPACKET end on which the reply is awaited
 * GATEWAY TO PROGRAM, one record each:
 *   frame            the bare frame struct, then struct bl_trailer
 *   event            struct bl_trailer alone, BL_EVENT set: a pending socket error (ENETDOWN, ENODEV)
 * GATEWAY TO THE REPLY DESCRIPTOR:
 *   reply            struct bl_reply, then `length` bytes; BL_OP_TABLE's carries the table's descriptor
 *
 * SESSIONS. After BL_OP_PROTOCOL the socket speaks a protocol above frames. What its program writes goes
 * as a request, BL_OP_SEND, so that the write can fail as the kernel's does; the reply may take its time.
 * What it reads is struct bl_trailer first and then the protocol's own record, of any length.
 *
 * SEQPACKET truncates, so read(fd, &frame, 16) without the layer still gets its frame. A record of
 * length 0 is the end of the connection. A program that leaves with unread data makes the gateway's
 * receive fail with ECONNRESET first; its frames come after that.
 *
 * Tags have a top byte that no can_id of a valid frame of that length and no XL priority word has.
 */
#ifndef BUSLANE_BUS_SOCKET_H
#define BUSLANE_BUS_SOCKET_H

#include <stdint.h>

#define BL_TAG_ADDRESSED 0xB5A50001u
#define BL_TAG_REQUEST   0xB5A50002u

struct bl_addressed {
    uint32_t tag;      /* BL_TAG_ADDRESSED */
    uint32_t ifindex;  /* never 0 */
};

enum bl_op {
    BL_OP_TABLE = 1,   /* no value; the reply carries a read-only descriptor of struct bl_table */
    BL_OP_BIND = 2,    /* value: uint32_t ifindex, 0 = every interface of the lane */
    BL_OP_SETOPT = 3,  /* value: the option's bytes, as given to setsockopt() */
    BL_OP_GETOPT = 4,  /* value: uint32_t size of the caller's buffer; reply: the option's bytes */
    BL_OP_ACCOUNT = 5, /* no value; reply: uint64_t counts of what this socket wrote: in, delivered, and
                          dropped by each reason in the order of org.buslane.core.bus.DropReason */
    BL_OP_PROTOCOL = 6, /* value: uint32_t CAN_BCM or CAN_ISOTP; asked once, before all else */
    BL_OP_SEND = 7,    /* sessions; value: what the program wrote, at most BL_SEND_MAX bytes */
    BL_OP_CONNECT = 8, /* sessions; value: the address as given to connect() */
    BL_OP_NAME = 9,    /* sessions; no value; reply: the address's bytes */
};

/* BL_OP_BIND of a session has the address as given to bind() for a value. */

/* 20 bytes, then `length` bytes of value; but for SEND at most 4096 (512 filters, CAN_RAW_FILTER_MAX). */
struct bl_request {
    uint32_t tag;      /* BL_TAG_REQUEST */
    uint32_t op;       /* enum bl_op */
    int32_t level;     /* SETOPT, GETOPT: the option's; SEND: the address's ifindex or 0; else 0 */
    int32_t name;      /* SETOPT, GETOPT: the option; SEND: BL_SEND_*; NAME: 1 for the peer's; else 0 */
    uint32_t length;
};

#define BL_SEND_MAX         32768
#define BL_SEND_ADDRESSED   1 /* by sendto() */
#define BL_SEND_BAD_ADDRESS 2 /* ... with an address that is short or not AF_CAN */
#define BL_SEND_NONBLOCK    4 /* O_NONBLOCK or MSG_DONTWAIT */

/*
 * 16 bytes, then `length` bytes of value. `error` is 0 or a positive errno. With ERANGE (a GETOPT of
 * CAN_RAW_FILTER into too small a buffer) there is no value and `needed` is the size it takes. To a SEND it is
 * the bytes that were of use, which the write returns; 0: all.
 */
struct bl_reply {
    int32_t error;
    uint32_t state;    /* the socket's state word from now on, see below */
    uint32_t needed;
    uint32_t length;
};

/*
 * The state word: what the layer must know to answer a write, a getsockname or a close without
 * asking. It is kept on the socket itself as its SO_RCVLOWAT (which SEQPACKET sockets carry but
 * never use), so it lives through dup, fork, exec and descriptor passing. Set by the layer after
 * every BIND and SETOPT that was answered. A new connection has no state word (SO_RCVLOWAT is 1).
 */
#define BL_STATE_INDEX   0x000fffffu  /* interface bound to; 0 with BL_STATE_BOUND: every one */
#define BL_STATE_FD      0x00100000u  /* CAN_RAW_FD_FRAMES */
#define BL_STATE_XL      0x00200000u  /* CAN_RAW_XL_FRAMES */
#define BL_STATE_BOUND   0x00400000u  /* bind() was called */
#define BL_STATE_PENDING 0x00800000u  /* ENETDOWN is pending since a bind; the call that takes it clears this */
#define BL_STATE_SESSION 0x01000000u  /* a session; then the next bit says of what, and XL means nothing */
#define BL_STATE_ISOTP   0x00100000u  /* with SESSION: CAN_ISOTP, else CAN_BCM */
#define BL_STATE_MAGIC   0x58000000u
#define BL_STATE_MASK    0x7e000000u  /* (word & MASK) == MAGIC, else there is no state yet */

/* 24 bytes behind each frame. */
struct bl_trailer {
    uint32_t ifindex;  /* the interface it came in on */
    uint32_t flags;    /* BL_LOCAL ... */
    uint64_t stamp;    /* CLOCK_REALTIME, nanoseconds, when the gateway took the frame */
    uint32_t drops;    /* frames this socket has lost so far because its queue was full */
    uint32_t error;    /* events: a positive errno; frames: 0 */
};

#define BL_LOCAL      0x001u  /* sent from this lane: MSG_DONTROUTE */
#define BL_OWN        0x002u  /* sent by this socket: MSG_CONFIRM */
#define BL_STAMP      0x010u  /* the program asked for SO_TIMESTAMP */
#define BL_STAMPNS    0x020u  /* ... SO_TIMESTAMPNS */
#define BL_STAMPING   0x040u  /* ... SO_TIMESTAMPING with software receive stamps */
#define BL_OVERFLOW   0x080u  /* ... SO_RXQ_OVFL */
#define BL_NEW_TIME   0x100u  /* ... by the option's _NEW name (64-bit time) */
#define BL_EVENT      0x200u  /* no frame: `error` is the socket's pending error */
#define BL_TOLD       0x400u  /* ... of which BL_STATE_PENDING tells: this one only wakes who waits */

/* The lane's interfaces, in a memfd. The layer maps it once, read-only and shared. */
#define BL_TABLE_MAGIC 0x46494c42u  /* "BLIF" */
#define BL_TABLE_MAX   63           /* entries; the table is 4096 bytes */
#define BL_INDEX_FIRST 20001        /* indexes of virtual interfaces start here */

struct bl_interface {
    char name[16];
    uint32_t index;
    uint32_t flags;    /* IFF_UP | IFF_RUNNING | IFF_NOARP | IFF_LOWER_UP, as vcan has them */
    uint32_t mtu;      /* 16 classic, 72 FD, 2060 XL */
    uint32_t reserved[9];
};                     /* 64 bytes */

struct bl_table {
    uint32_t magic;
    uint32_t version;  /* 1 */
    uint32_t count;
    uint32_t changes;  /* counts up after each change */
    uint32_t reserved[12];
    struct bl_interface interfaces[BL_TABLE_MAX];
};

/* Where the layer finds its lane: the path of bus.sock. */
#define BL_ENV_SOCKET "BUSLANE_SOCKET"

/* Where libcansim.so looks for the lane `local` if that is not said. */
#define BL_ENV_RUNDIR "BUSLANE_RUNDIR"

/*
 * If set: each name that begins with can or vcan, and that no interface has, is the lane's first
 * interface. So it was with cansim, which had one bus and looked at no names.
 */
#define BL_ENV_ANY_CAN "BUSLANE_ANY_CAN"

#endif
