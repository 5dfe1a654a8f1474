/* socket() and what a socket without an address says; can_create() and isotp_ops. */
#include "talk.h"

#include <errno.h>
#include <unistd.h>

static int number(int fd, int option) {
    int value = -1;
    socklen_t size = sizeof value;
    return getsockopt(fd, SOL_SOCKET, option, &value, &size) == 0 ? value : -1;
}

void check_creation(void) {
    check(socket(AF_CAN, SOCK_RAW, CAN_ISOTP) == -1 && errno == EPROTOTYPE, "socket: SOCK_RAW is EPROTOTYPE");
    check(socket(AF_CAN, SOCK_STREAM, CAN_ISOTP) == -1 && errno == EPROTOTYPE, "socket: SOCK_STREAM is EPROTOTYPE");
    int fd = open_isotp();
    char byte = 1;
    check(number(fd, SO_TYPE) == SOCK_DGRAM && number(fd, SO_DOMAIN) == AF_CAN && number(fd, SO_PROTOCOL) == 0,
          "SO_TYPE, SO_DOMAIN and SO_PROTOCOL are those of a datagram socket of CAN");
    check(write(fd, &byte, 1) == -1 && errno == EADDRNOTAVAIL, "write: EADDRNOTAVAIL without an address");
    check(read(fd, &byte, 1) == -1 && errno == EADDRNOTAVAIL, "read: EADDRNOTAVAIL without an address");
    check(recv(fd, &byte, 1, MSG_WAITALL) == -1 && errno == EINVAL, "recv: a flag it does not know is EINVAL before that");
    struct sockaddr_can address = address_of(bench.first, TESTER, ECU);
    check(connect(fd, (struct sockaddr *)&address, sizeof address) == -1 && errno == EOPNOTSUPP,
          "connect is EOPNOTSUPP");
    check(listen(fd, 1) == -1 && errno == EOPNOTSUPP && shutdown(fd, SHUT_RDWR) == -1 && errno == EOPNOTSUPP,
          "listen and shutdown are EOPNOTSUPP");
    close(fd);
}
