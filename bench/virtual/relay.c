/*
 * The relay to beat: what a virtual bus costs in C when it is only a bus.
 *
 *   relay PATH
 *
 * Every record read from one connection goes to all the others as it is: nothing is parsed, filtered or stamped. One
 * thread, one level-triggered epoll, recvmmsg and sendmmsg of 64, the same AF_UNIX SOCK_SEQPACKET and the same default
 * SO_SNDBUF (278 classic frames) as the gateway. A reader whose queue is full loses the record, counted. SIGTERM or
 * SIGINT ends it with one JSON line of counts.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { BATCH = 64, RECORD = 128, CONNECTIONS = 1024 }; /* a classic frame takes 16 bytes, an FD frame 72 */

static unsigned char records[BATCH][RECORD];
static struct iovec into[BATCH], from[BATCH];
static struct mmsghdr incoming[BATCH], outgoing[BATCH];
static int connections[CONNECTIONS];
static int count;
static uint64_t received, forwarded, dropped;
static volatile sig_atomic_t ended;

static void end(int signal) {
    (void) signal;
    ended = 1;
}

static void die(const char *what) {
    fprintf(stderr, "relay: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int listen_on(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        fprintf(stderr, "relay: %s: longer than a unix socket's path may be\n", path);
        exit(2);
    }
    strcpy(address.sun_path, path);
    int listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener < 0 || bind(listener, (struct sockaddr *) &address, sizeof address) || listen(listener, 128)) die(path);
    return listener;
}

static void watch(int epoll, int fd) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event)) die("epoll_ctl");
}

static void welcome(int epoll, int listener) {
    int fd;
    while ((fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK)) >= 0) {
        if (count == CONNECTIONS) {
            close(fd);
            continue;
        }
        connections[count++] = fd;
        watch(epoll, fd);
    }
}

static void part(int fd) {
    for (int i = 0; i < count; i++) {
        if (connections[i] == fd) connections[i] = connections[--count];
    }
    close(fd);
}

static void forward(int fd) {
    int got = recvmmsg(fd, incoming, BATCH, MSG_DONTWAIT, NULL);
    if (got < 0) return; /* EAGAIN, or the ECONNRESET that comes before a leaver's last records */
    int n = 0;
    while (n < got && incoming[n].msg_len > 0) {
        from[n].iov_len = incoming[n].msg_len;
        n++;
    }
    received += (uint64_t) n;
    for (int i = 0; n > 0 && i < count; i++) {
        if (connections[i] == fd) continue;
        int sent = sendmmsg(connections[i], outgoing, (unsigned) n, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent < 0) sent = 0;
        forwarded += (uint64_t) sent;
        dropped += (uint64_t) (n - sent);
    }
    if (n < got) part(fd); /* a record of length 0 is the end */
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: relay PATH\n");
        return 2;
    }
    for (int i = 0; i < BATCH; i++) {
        into[i] = (struct iovec) {records[i], RECORD};
        from[i] = (struct iovec) {records[i], 0};
        incoming[i].msg_hdr = (struct msghdr) {.msg_iov = &into[i], .msg_iovlen = 1};
        outgoing[i].msg_hdr = (struct msghdr) {.msg_iov = &from[i], .msg_iovlen = 1};
    }
    struct sigaction action = {.sa_handler = end};
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    int listener = listen_on(argv[1]);
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    if (epoll < 0) die("epoll_create1");
    watch(epoll, listener);
    struct epoll_event events[BATCH];
    while (!ended) {
        int ready = epoll_wait(epoll, events, BATCH, -1);
        for (int i = 0; i < ready; i++) {
            if (events[i].data.fd == listener) welcome(epoll, listener);
            else forward(events[i].data.fd);
        }
    }
    unlink(argv[1]);
    printf("{\"received\":%llu,\"forwarded\":%llu,\"dropped\":%llu}\n", (unsigned long long) received,
           (unsigned long long) forwarded, (unsigned long long) dropped);
    return 0;
}
