/* poll, and what ioctl tells. */
#include "trace.h"

#include <errno.h>
#include <linux/sockios.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/time.h>
#include <time.h>

static void poll_one(int fd) {
    struct pollfd seen = {.fd = fd, .events = (short)pick(((const int[]){POLLIN, POLLOUT, POLLIN | POLLOUT, 0x7ff, 0}))};
    say("poll %#x", (unsigned)(unsigned short)seen.events);
    poll(&seen, 1, 0);
    bool input = (seen.events & POLLIN) != 0 && (seen.revents & (POLLIN | POLLERR)) != 0; /* docs/kernel-truth.md */
    say(" = %#x%s", (unsigned)(seen.revents & ~(POLLIN | POLLRDNORM | POLLERR)), input ? " input or error" : "");
}

static void ask_interface(int fd) {
    static const unsigned long questions[] = {SIOCGIFINDEX, SIOCGIFFLAGS, SIOCGIFMTU, SIOCGIFHWADDR, SIOCGIFTXQLEN,
                                              SIOCGIFMETRIC, SIOCGIFMAP, SIOCGIFADDR, SIOCGIFNETMASK, SIOCSIFFLAGS,
                                              SIOCSIFMTU, SIOCGIFSLAVE, SIOCSIFNAME, SIOCGIFPFLAGS, SIOCGIFMEM,
                                              SIOCGIFENCAP, SIOCGIFCOUNT, SIOCGMIIPHY, SIOCSIFTXQLEN, SIOCSIFADDR,
                                              SIOCSIFHWADDR, SIOCADDMULTI};
    struct ifreq request;
    memset(&request, 0, sizeof request);
    const char *const known[] = {names.first, names.second, names.down, "nosuchbus0", ""};
    const char *name = pick(known);
    unsigned long question = pick(questions);
    snprintf(request.ifr_name, sizeof request.ifr_name, "%s", name);
    say("ioctl %#lx %s", question, name);
    int result = ioctl(fd, question, &request);
    say_result(result);
    if (result == 0 && question == SIOCGIFINDEX) {
        say(" ");
        say_interface(request.ifr_ifindex);
    } else if (result == 0) {
        say(" %s ", request.ifr_name);
        say_bytes((const unsigned char *)&request + IFNAMSIZ, 16);
    }
}

static void ask_name(int fd) {
    struct ifreq request;
    memset(&request, 0, sizeof request);
    request.ifr_ifindex = any_index();
    say("ioctl name of ");
    say_interface(request.ifr_ifindex);
    int result = ioctl(fd, SIOCGIFNAME, &request);
    say_result(result);
    if (result == 0) {
        say(" %s", request.ifr_name);
    }
}

static void ask_socket(int fd) {
    static const unsigned long questions[] = {FIONREAD, TIOCOUTQ, SIOCATMARK, SIOCGPGRP, FIOGETOWN, SIOCGSTAMP_OLD,
                                              SIOCGSTAMPNS_OLD, 0x80108906, 0x80108907, 0x89e0, 0x5401};
    unsigned long question = pick(questions);
    if (any_copy && (question & 0xfffe) == 0x8906) {
        question = FIONREAD; /* whose time it is after a dup: docs/kernel-truth.md */
    }
    int64_t room[8] = {0};
    say("ioctl %#lx", question);
    int result = ioctl(fd, question, room);
    say_result(result);
    if (result == 0 && (question & 0xfffe) == 0x8906) {
        int64_t apart = (int64_t)time(NULL) - room[0];
        say(" %s", apart >= -60 && apart <= 60 ? "now" : "wrong");
    } else if (result == 0) {
        say(" %lld", (long long)room[0]);
    }
}

void step_question(unsigned slot) {
    switch (below(4)) {
    case 0:
        ask_interface(sockets[slot]);
        break;
    case 1:
        ask_socket(sockets[slot]);
        break;
    case 2:
        ask_name(sockets[slot]);
        break;
    default:
        poll_one(sockets[slot]);
        break;
    }
}
