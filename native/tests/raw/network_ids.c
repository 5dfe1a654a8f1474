/* CAN_RAW_XL_VCID_OPTS, which is there since Linux 6.9; before it there is no such option. */
#include "bus.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#define VCID_OPTS 8

/*
 * Whoever stands in for the kernel does as the newest one: the release counts only where the kernel itself
 * has the socket, which it says when no library is asked.
 */
static bool is_kernel_before(int fd, int major, int minor) {
    struct utsname name;
    int domain = 0;
    socklen_t size = sizeof domain;
    int has_major = 0;
    int has_minor = 0;
    uname(&name);
    sscanf(name.release, "%d.%d", &has_major, &has_minor);
    return syscall(SYS_getsockopt, fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 && domain == AF_CAN
        && (has_major < major || (has_major == major && has_minor < minor));
}

void check_network_ids(void) {
    int fd = open_raw();
    unsigned char set[4] = {4, 0x11, 0x22, 0x33};
    unsigned char got[8] = {0};
    socklen_t size = sizeof got;
    if (is_kernel_before(fd, 6, 9)) {
        check(setsockopt(fd, SOL_CAN_RAW, VCID_OPTS, set, sizeof set) == -1 && errno == ENOPROTOOPT,
              "CAN_RAW_XL_VCID_OPTS: this kernel has none");
        close(fd);
        return;
    }
    check(setsockopt(fd, SOL_CAN_RAW, VCID_OPTS, set, sizeof set) == 0
              && getsockopt(fd, SOL_CAN_RAW, VCID_OPTS, got, &size) == 0 && size == 4 && memcmp(got, set, 4) == 0,
          "CAN_RAW_XL_VCID_OPTS is kept as it was set");
    size = 3;
    check(getsockopt(fd, SOL_CAN_RAW, VCID_OPTS, got, &size) == -1 && errno == ERANGE && size == 4,
          "CAN_RAW_XL_VCID_OPTS into too small a buffer is ERANGE, and the length is what it takes");
    check(setsockopt(fd, SOL_CAN_RAW, VCID_OPTS, set, 3) == -1 && errno == EINVAL,
          "CAN_RAW_XL_VCID_OPTS of another size is EINVAL");
    close(fd);
}
