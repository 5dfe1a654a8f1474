/*
 * card INTERFACE BITRATE: sets the bit rate of a CAN controller and takes it up, as `ip link set INTERFACE
 * up type can bitrate BITRATE` does: one RTM_NEWLINK (rtnetlink(7), linux/can/netlink.h).
 */
#include "lab.h"

#include <errno.h>
#include <linux/can/netlink.h>
#include <linux/if.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

struct request {
    struct nlmsghdr head;
    struct ifinfomsg link;
    char attributes[128];
};

/** Appends an attribute; its place, for one that holds others. */
static struct rtattr *add(struct request *request, unsigned short type, const void *value, size_t length) {
    struct rtattr *attribute = (struct rtattr *)((char *)request + NLMSG_ALIGN(request->head.nlmsg_len));
    attribute->rta_type = type;
    attribute->rta_len = (unsigned short)RTA_LENGTH(length);
    if (length > 0) {
        memcpy(RTA_DATA(attribute), value, length);
    }
    request->head.nlmsg_len = NLMSG_ALIGN(request->head.nlmsg_len) + (unsigned)RTA_SPACE(length);
    return attribute;
}

static void end(struct request *request, struct rtattr *outer) {
    outer->rta_len = (unsigned short)((char *)request + request->head.nlmsg_len - (char *)outer);
}

static int index_of(const char *name) {
    struct ifreq request = {0};
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    strncpy(request.ifr_name, name, sizeof request.ifr_name - 1);
    int result = ioctl(fd, SIOCGIFINDEX, &request);
    close(fd);
    return result == 0 ? request.ifr_ifindex : 0;
}

/** 0 or a positive errno. */
static int ask(struct request *request) {
    struct {
        struct nlmsghdr head;
        struct nlmsgerr error;
        char rest[1024];
    } answer;
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (fd < 0 || send(fd, request, request->head.nlmsg_len, 0) < 0) {
        return errno;
    }
    ssize_t length = recv(fd, &answer, sizeof answer, 0);
    close(fd);
    return length < (ssize_t)NLMSG_LENGTH(sizeof answer.error) || answer.head.nlmsg_type != NLMSG_ERROR
        ? EPROTO
        : -answer.error.error;
}

int card(int count, char **words) {
    if (count != 2) {
        return say(EXIT_OURS, "usage: buslane-lab card INTERFACE BITRATE");
    }
    struct can_bittiming timing = {.bitrate = (uint32_t)strtoul(words[1], NULL, 10)};
    struct request request = {
        .head = {.nlmsg_len = NLMSG_LENGTH(sizeof(struct ifinfomsg)),
                 .nlmsg_type = RTM_NEWLINK,
                 .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK},
        .link = {.ifi_index = index_of(words[0]), .ifi_flags = IFF_UP, .ifi_change = IFF_UP},
    };
    struct rtattr *info = add(&request, IFLA_LINKINFO, NULL, 0);
    add(&request, IFLA_INFO_KIND, "can", sizeof "can");
    struct rtattr *data = add(&request, IFLA_INFO_DATA, NULL, 0);
    add(&request, IFLA_CAN_BITTIMING, &timing, sizeof timing);
    end(&request, data);
    end(&request, info);
    int error = request.link.ifi_index == 0 ? ENODEV : ask(&request);
    return error == 0 ? 0 : say(EXIT_OURS, "%s: %s", words[0], strerror(error));
}
