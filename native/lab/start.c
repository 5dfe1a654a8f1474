/*
 * start SOCKET LOG -- COMMAND [ARGUMENT...]: runs the command, with the file LOG as its descriptor 3 and those
 * that come over SOCKET as its 4, 5 and so on, and ends it when its own parent dies. A JVM can give a child none but
 * the first three descriptors. The parent accepts the connection, so it lives once there is one: a death before that
 * is the end of the connection, a death after it is the signal.
 */
#include "lab.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { FIRST = 3, MOST = 16 };

static int receive(int from, int *descriptors) {
    char byte;
    struct iovec data = {.iov_base = &byte, .iov_len = 1};
    union {
        struct cmsghdr align;
        char memory[CMSG_SPACE(MOST * sizeof(int))];
    } control;
    struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    ssize_t length;
    do {
        length = recvmsg(from, &message, MSG_CMSG_CLOEXEC);
    } while (length < 0 && errno == EINTR);
    if (length <= 0) {
        return -1;
    }
    struct cmsghdr *passed = CMSG_FIRSTHDR(&message);
    if (passed == NULL || passed->cmsg_level != SOL_SOCKET || passed->cmsg_type != SCM_RIGHTS) {
        return 0;
    }
    size_t bytes = passed->cmsg_len - CMSG_LEN(0);
    memcpy(descriptors, CMSG_DATA(passed), bytes);
    return (int)(bytes / sizeof(int));
}

/** Gives them their numbers, past which they are first moved out of each other's way. */
static int place(int *descriptors, int count) {
    for (int i = 0; i < count; i++) {
        if ((descriptors[i] = fcntl(descriptors[i], F_DUPFD_CLOEXEC, FIRST + 1 + MOST)) < 0) {
            return -1;
        }
    }
    for (int i = 0; i < count; i++) {
        if (dup2(descriptors[i], FIRST + i) < 0) {
            return -1;
        }
    }
    return 0;
}

int start(int count, char **words) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (count < 4 || strcmp(words[2], "--") != 0 || strlen(words[0]) >= sizeof address.sun_path) {
        return say(EXIT_OURS, "usage: buslane-lab start SOCKET LOG -- COMMAND [ARGUMENT...]");
    }
    strcpy(address.sun_path, words[0]);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    int descriptors[1 + MOST];
    int parent = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (parent < 0 || connect(parent, (struct sockaddr *)&address, sizeof address) != 0) {
        return say(EXIT_OURS, "connect %s: %s", words[0], strerror(errno));
    }
    descriptors[0] = open(words[1], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    int received = receive(parent, descriptors + 1);
    if (received < 0 || place(descriptors, 1 + received) != 0) {
        return say(EXIT_OURS, "descriptors from %s: %s", words[0], strerror(errno));
    }
    return run_family(words + 3, FIRST, 1 + received);
}
