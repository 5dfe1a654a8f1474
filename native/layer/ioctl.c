/*
 * ioctl(): the questions about interfaces (dev_ioctl(), net/core/dev_ioctl.c) for the lane's names, on
 * any socket; and on a bus socket those CAN_RAW answers otherwise than a local connection would.
 *
 * SIOCGSTAMP (sock_gettstamp(), net/core/sock.c) is the time of the last frame this process received
 * through the descriptor, ENOENT before the first. FIONREAD and SIOCOUTQ are ENOTTY, as on a CAN_RAW
 * socket: raw_sock_no_ioctlcmd() knows none, and neither is an interface's.
 */
#include "layer.h"
#include "next.h"

#include <linux/can.h>
#include <linux/sockios.h>
#include <stdarg.h>
#include <sys/ioctl.h>

#define QUEUE_LENGTH 1000 /* what a vcan shows: DEFAULT_TX_QUEUE_LEN */
#define GET_STAMP_OLD 0x8906
#define GET_STAMPNS_OLD 0x8907
#define GET_STAMP_NEW 0x80108906u
#define GET_STAMPNS_NEW 0x80108907u
#define SOCKET_FILE 0x89e0 /* SIOCUNIXFILE */

static long about_index(int fd, struct ifreq *request) {
    struct bl_interface found;
    if (!interface_by_index(fd, (uint32_t)request->ifr_ifindex, &found)) {
        return 1;
    }
    __builtin_memcpy(request->ifr_name, found.name, sizeof request->ifr_name);
    return 0;
}

static long about_interface(const struct bl_interface *interface, unsigned command, struct ifreq *request) {
    switch (command) {
    case SIOCGIFINDEX:
        request->ifr_ifindex = (int)interface->index;
        return 0;
    case SIOCGIFFLAGS:
        request->ifr_flags = (short)interface->flags;
        return 0;
    case SIOCGIFMTU:
        request->ifr_mtu = (int)interface->mtu;
        return 0;
    case SIOCGIFTXQLEN:
        request->ifr_qlen = QUEUE_LENGTH;
        return 0;
    case SIOCGIFMETRIC:
        request->ifr_metric = 0;
        return 0;
    case SIOCGIFHWADDR:
        request->ifr_hwaddr = (struct sockaddr){.sa_family = HARDWARE_CAN};
        return 0;
    case SIOCGIFMAP:
        request->ifr_map = (struct ifmap){0};
        return 0;
    case SIOCGIFADDR:
    case SIOCGIFDSTADDR:
    case SIOCGIFBRDADDR:
    case SIOCGIFNETMASK:
        return -EADDRNOTAVAIL;
    case SIOCETHTOOL:
        return -EOPNOTSUPP;
    case SIOCGIFSLAVE:
        return -EINVAL;
    default:
        return -EPERM; /* every way to change one: CAP_NET_ADMIN is asked first */
    }
}

static bool is_about_interface(unsigned command) {
    switch (command) {
    case SIOCGIFINDEX:
    case SIOCGIFFLAGS:
    case SIOCGIFMTU:
    case SIOCGIFTXQLEN:
    case SIOCGIFMETRIC:
    case SIOCGIFHWADDR:
    case SIOCGIFMAP:
    case SIOCGIFADDR:
    case SIOCGIFDSTADDR:
    case SIOCGIFBRDADDR:
    case SIOCGIFNETMASK:
    case SIOCGIFSLAVE:
    case SIOCETHTOOL:
    case SIOCSIFFLAGS:
    case SIOCSIFMTU:
    case SIOCSIFTXQLEN:
    case SIOCSIFMETRIC:
    case SIOCSIFHWADDR:
    case SIOCSIFMAP:
    case SIOCSIFADDR:
    case SIOCSIFDSTADDR:
    case SIOCSIFBRDADDR:
    case SIOCSIFNETMASK:
    case SIOCSIFNAME:
    case SIOCSIFLINK:
    case SIOCSIFHWBROADCAST:
        return true;
    default:
        return false;
    }
}

static bool is_socket(int fd) {
    int type;
    socklen_t size = sizeof type;
    return SC5(SYS_getsockopt, fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0;
}

static long get_stamp(int fd, bool nanoseconds, void *to) {
    uint64_t stamp = memo_last_stamp(fd);
    if (stamp == 0) {
        return -ENOENT;
    }
    int64_t rest = (int64_t)(stamp % 1000000000);
    int64_t value[2] = {(int64_t)(stamp / 1000000000), nanoseconds ? rest : rest / 1000};
    __builtin_memcpy(to, value, sizeof value);
    return 0;
}

/* 1: the kernel answers. */
static long about_socket(int fd, unsigned command, void *argument) {
    switch (command) {
    case GET_STAMP_OLD:
    case GET_STAMP_NEW:
        return get_stamp(fd, false, argument);
    case GET_STAMPNS_OLD:
    case GET_STAMPNS_NEW:
        return get_stamp(fd, true, argument);
    case FIONREAD:
    case TIOCOUTQ:
    case SIOCATMARK:
    case SOCKET_FILE:
    case SIOCGIFADDR: /* addresses are AF_INET's (devinet_ioctl()), dev_ioctl() knows none */
    case SIOCGIFDSTADDR:
    case SIOCGIFBRDADDR:
    case SIOCGIFNETMASK:
    case SIOCSIFADDR:
    case SIOCSIFDSTADDR:
    case SIOCSIFBRDADDR:
    case SIOCSIFNETMASK:
        return -ENOTTY;
    default:
        return 1;
    }
}

static long can_ioctl(int fd, unsigned command, void *argument) {
    uint32_t state;
    bool ours = is_ours(fd, &state);
    if (ours) {
        long result = about_socket(fd, command, argument);
        if (result <= 0) {
            return result;
        }
    }
    if (!ours && lane_path()[0] == '\0') {
        return 1;
    }
    int ask_through = ours ? fd : -1;
    if (command == SIOCGIFNAME) {
        return argument != NULL && (ours || is_socket(fd)) ? about_index(ask_through, argument) : 1;
    }
    if (!is_about_interface(command) || argument == NULL || !(ours || is_socket(fd))) {
        return 1;
    }
    struct ifreq *request = argument;
    char name[IFNAMSIZ];
    __builtin_memcpy(name, request->ifr_name, sizeof name);
    name[sizeof name - 1] = '\0';
    struct bl_interface found;
    return interface_by_name(ask_through, name, &found) ? about_interface(&found, command, request) : 1;
}

/* By its symbol: musl's header declares the command as int. */
EXPORT int any_ioctl(int fd, unsigned long command, ...) __asm__("ioctl");

int any_ioctl(int fd, unsigned long command, ...) {
    va_list arguments;
    va_start(arguments, command);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    long result = can_ioctl(fd, (unsigned)command, argument);
    if (result <= 0) {
        return (int)answer(result);
    }
    return next.ioctl != NULL ? next.ioctl(fd, command, argument)
                              : (int)answer(SC3(SYS_ioctl, fd, command, argument));
}
