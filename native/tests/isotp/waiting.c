/* Writing while a PDU is under way, waiting for its end, and closing. */
#include "talk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define LONG "0102030405060708090A0B0C0D"

static int partner;

/* A child that hears the first frame and, after a while, answers with `flow`; its end tells that it went well. */
static pid_t answer_later(const char *flow, const char *then) {
    int own = open_partner();
    pid_t child = fork();
    if (child == 0) {
        bool good = hears(own, "7E0#100D010203040506");
        usleep(50000);
        good = good && say(own, flow) && (then == NULL || hears(own, then));
        _exit(good ? 0 : 1);
    }
    close(own);
    return child;
}

static bool ended_well(pid_t child) {
    int status = -1;
    return waitpid(child, &status, 0) == child && status == 0;
}

static void check_busy(void) {
    int fd = open_tester(NULL);
    check(sends(fd, LONG), "a write returns when its first frame is out");
    hears(partner, "7E0#100D010203040506");
    check(send(fd, "x", 1, MSG_DONTWAIT) == -1 && errno == EAGAIN, "MSG_DONTWAIT is EAGAIN while a PDU is under way");
    fcntl(fd, F_SETFL, O_NONBLOCK);
    check(write(fd, "x", 1) == -1 && errno == EAGAIN, "and so is O_NONBLOCK");
    fcntl(fd, F_SETFL, 0);
    pid_t child = fork();
    if (child == 0) {
        usleep(50000);
        _exit(say(partner, "7E8#300000") ? 0 : 1);
    }
    check(sends(fd, "3E00") && ended_well(child), "another write waits until it is sent");
    check(hears(partner, "7E0#210708090A0B0C0D") && hears(partner, "7E0#023E00"), "and comes behind it");
    close(fd);
}

static bool waiting(int fd) {
    return set_flags(fd, CAN_ISOTP_WAIT_TX_DONE);
}

static void check_done(void) {
    int fd = open_tester(waiting);
    check(sends(fd, "3E00") && hears(partner, "7E0#023E00"), "CAN_ISOTP_WAIT_TX_DONE: a single frame is done at once");
    pid_t child = answer_later("7E8#300000", NULL);
    check(sends(fd, LONG), "CAN_ISOTP_WAIT_TX_DONE: a write lasts as long as the transfer");
    check(hears(partner, "7E0#100D010203040506") && hears(partner, "7E0#210708090A0B0C0D") && ended_well(child),
          "which is over by then");
    child = answer_later("7E8#320000", NULL);
    check(!sends(fd, LONG) && errno == EMSGSIZE && ended_well(child), "and is what the write tells if it fails");
    hears(partner, "7E0#100D010203040506");
    check(!has_input(fd, 0), "and no read");
    check(!sends(fd, LONG) && errno == ECOMM, "without a partner it is ECOMM after a second");
    hears(partner, "7E0#100D010203040506");
    close(fd);
}

static void check_close(void) {
    int fd = open_tester(NULL);
    pid_t child = answer_later("7E8#300000", "7E0#210708090A0B0C0D");
    sends(fd, LONG);
    close(fd);
    check(ended_well(child), "what is under way at close is sent to its end");
    check(hears(partner, "7E0#100D010203040506") && hears(partner, "7E0#210708090A0B0C0D"), "all of it");
}

void check_waiting(void) {
    partner = open_partner();
    check_busy();
    check_done();
    check_close();
    close(partner);
}
