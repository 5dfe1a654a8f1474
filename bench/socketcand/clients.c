/*
 * Clients of a socketcand server in raw mode, all in one epoll, which know each frame of ../tunnel/frames.c write:
 *
 *   clients PORT BUS CLIENTS STUCK COUNT
 *
 * connects CLIENTS of them to 127.0.0.1, and STUCK more that read nothing once they are in raw mode. Prints READY, and
 * when each has COUNT frames, or none came for two seconds, "CAME frames missing twice disordered p50 p99 max": of all
 * that read, and in microseconds. Then it stays connected until it is killed.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../share/times.h"

#define TIME_BITS 40
#define TIME_MASK ((1LL << TIME_BITS) - 1)
#define QUIET_MS 2000
#define DATA_DIGITS 16
#define STUCK_BUFFER 4096

struct client {
    int fd;
    int held;
    int64_t next;
    char text[65536];
};

static int64_t *took;
static int64_t came, twice, disordered;

static void fail(const char *what) {
    perror(what);
    exit(2);
}

static void expect(int fd, const char *words) {
    char got[64];
    ssize_t size = recv(fd, got, strlen(words), MSG_WAITALL);
    if (size != (ssize_t)strlen(words) || memcmp(got, words, strlen(words)) != 0) {
        fprintf(stderr, "clients: not %s: %.*s\n", words, size > 0 ? (int)size : 0, got);
        exit(2);
    }
}

static void say(int fd, const char *words) {
    if (send(fd, words, strlen(words), 0) != (ssize_t)strlen(words)) {
        fail("send");
    }
}

/* With a small buffer it is stuck soon. */
static int join(int port, const char *bus, int buffer) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    int on = 1;
    char open[64];
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (buffer > 0) {
        setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    }
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0
        || setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0) {
        fail("connect");
    }
    snprintf(open, sizeof open, "< open %s >", bus);
    expect(fd, "< hi >");
    say(fd, open);
    expect(fd, "< ok >");
    say(fd, "< rawmode >");
    expect(fd, "< ok >");
    return fd;
}

static int digit(char hex) { return hex <= '9' ? hex - '0' : hex - 'A' + 10; }

/* `< frame ID TIME DATA >`: number and time of writing are in the data's 8 bytes, the lowest first. */
static void frame(struct client *client, const char *text, int size, int64_t now, int64_t most) {
    const char *hex = text + size - 2 - DATA_DIGITS; /* before " >" */
    uint64_t data = 0;
    if (size < DATA_DIGITS + 12 || memcmp(text, "< frame ", 8) != 0) {
        fprintf(stderr, "clients: no frame: %.*s\n", size, text);
        exit(2);
    }
    for (int i = 7; i >= 0; i--) {
        data = data << 8 | (uint64_t)(digit(hex[2 * i]) << 4 | digit(hex[2 * i + 1]));
    }
    int64_t number = (int64_t)(data >> TIME_BITS);
    twice += number == client->next - 1;
    disordered += number < client->next - 1;
    client->next = number + 1;
    if (came < most) {
        took[came++] = (now - (int64_t)data) & TIME_MASK;
    }
}

static void take(struct client *client, int64_t most) {
    ssize_t size = recv(client->fd, client->text + client->held, sizeof client->text - (size_t)client->held, 0);
    if (size <= 0) {
        fail("recv");
    }
    int64_t now = now_ns();
    char *at = client->text;
    char *end = client->text + client->held + size;
    for (char *stop; (stop = memchr(at, '>', (size_t)(end - at))) != NULL; at = stop + 1) {
        frame(client, at, (int)(stop + 1 - at), now, most);
    }
    client->held = (int)(end - at);
    memmove(client->text, at, (size_t)client->held);
}

int main(int words, char **word) {
    if (words != 6) {
        fprintf(stderr, "usage: %s PORT BUS CLIENTS STUCK COUNT\n", word[0]);
        return 2;
    }
    int clients = atoi(word[3]);
    int stuck = atoi(word[4]);
    int64_t most = (int64_t)clients * atol(word[5]);
    struct client *all = calloc((size_t)clients, sizeof *all);
    int poll = epoll_create1(0);
    took = calloc((size_t)most, sizeof *took);
    for (int i = 0; i < clients + stuck; i++) {
        int fd = join(atoi(word[1]), word[2], i < clients ? 0 : STUCK_BUFFER);
        if (i < clients) {
            struct epoll_event event = {.events = EPOLLIN, .data.ptr = &all[i]};
            all[i].fd = fd;
            epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
        }
    }
    printf("READY\n");
    fflush(stdout);
    while (came < most) {
        struct epoll_event ready[64];
        int count = epoll_wait(poll, ready, 64, came == 0 ? 60000 : QUIET_MS);
        if (count <= 0) {
            break;
        }
        for (int i = 0; i < count; i++) {
            take(ready[i].data.ptr, most);
        }
    }
    sort_times(took, (int)came);
    printf("CAME %ld %ld %ld %ld", (long)came, (long)(most - came), (long)twice, (long)disordered);
    printf(" %.0f %.0f %.0f\n", came ? percentile_us(took, (int)came, 50) : 0, came ? percentile_us(took, (int)came, 99) : 0,
           came ? (double)took[came - 1] / 1e3 : 0);
    fflush(stdout);
    pause();
    return 0;
}
