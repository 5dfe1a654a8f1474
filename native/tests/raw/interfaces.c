/* Names, indexes and properties of interfaces. */
#include "bus.h"

#include <errno.h>
#include <ifaddrs.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define HARDWARE_CAN 280 /* ARPHRD_CAN */
#define LOWER_UP 0x10000 /* IFF_LOWER_UP of <linux/if.h>, which does not go with <net/if.h> */

static void check_names(void) {
    char name[IF_NAMESIZE] = "";
    unsigned index = if_nametoindex(bench.first);
    check(index > 0, "if_nametoindex knows %s", bench.first);
    check(if_indextoname(index, name) == name && strcmp(name, bench.first) == 0, "if_indextoname knows its index");
    check(if_nametoindex("nosuchbus0") == 0 && errno == ENODEV, "if_nametoindex: an unknown name is ENODEV");
    check(if_indextoname(987654, name) == NULL && errno == ENXIO, "if_indextoname: an unknown index is ENXIO");
    check(if_nametoindex("lo") > 0, "if_nametoindex still knows lo");
    check(if_indextoname(if_nametoindex("lo"), name) == name && strcmp(name, "lo") == 0,
          "if_indextoname still knows lo");
}

static void check_list(void) {
    struct if_nameindex *list = if_nameindex();
    bool ours = false;
    bool loopback = false;
    for (struct if_nameindex *one = list; one != NULL && one->if_index != 0; one++) {
        ours |= strcmp(one->if_name, bench.first) == 0 && one->if_index == if_nametoindex(bench.first);
        loopback |= strcmp(one->if_name, "lo") == 0;
    }
    check(ours && loopback, "if_nameindex lists %s and lo", bench.first);
    if_freenameindex(list);
}

static void check_addresses(void) {
    struct ifaddrs *list = NULL;
    check(getifaddrs(&list) == 0, "getifaddrs works");
    bool ours = false;
    bool loopback = false;
    bool bare = true;
    unsigned flags = 0;
    for (struct ifaddrs *one = list; one != NULL; one = one->ifa_next) {
        loopback |= strcmp(one->ifa_name, "lo") == 0;
        if (strcmp(one->ifa_name, bench.first) == 0) {
            ours |= (one->ifa_flags & (IFF_UP | IFF_RUNNING)) == (IFF_UP | IFF_RUNNING);
            bare &= one->ifa_addr == NULL && one->ifa_netmask == NULL && one->ifa_data != NULL;
            flags = one->ifa_flags;
        }
    }
    check(ours, "getifaddrs lists %s, up and running", bench.first);
    check(bare, "getifaddrs gives it counters and no address");
    check(flags == (IFF_UP | IFF_RUNNING | IFF_NOARP | LOWER_UP), "getifaddrs gives it the flags of a vcan");
    check(loopback, "getifaddrs lists lo as well");
    freeifaddrs(list);
}

static void check_requests(int fd, const char *kind) {
    struct ifreq request = {0};
    strcpy(request.ifr_name, bench.first);
    check(ioctl(fd, SIOCGIFINDEX, &request) == 0 && request.ifr_ifindex == (int)if_nametoindex(bench.first),
          "SIOCGIFINDEX on %s", kind);
    memset(request.ifr_name, 0, sizeof request.ifr_name);
    check(ioctl(fd, SIOCGIFNAME, &request) == 0 && strcmp(request.ifr_name, bench.first) == 0,
          "SIOCGIFNAME on %s", kind);
    check(ioctl(fd, SIOCGIFFLAGS, &request) == 0
              && (request.ifr_flags & (IFF_UP | IFF_RUNNING | IFF_NOARP | IFF_LOOPBACK))
                  == (IFF_UP | IFF_RUNNING | IFF_NOARP),
          "SIOCGIFFLAGS on %s: up, running, no ARP", kind);
    check(ioctl(fd, SIOCGIFMTU, &request) == 0 && request.ifr_mtu == CANFD_MTU, "SIOCGIFMTU on %s: 72", kind);
    check(ioctl(fd, SIOCGIFHWADDR, &request) == 0 && request.ifr_hwaddr.sa_family == HARDWARE_CAN,
          "SIOCGIFHWADDR on %s: hardware type CAN", kind);
    check(ioctl(fd, SIOCGIFTXQLEN, &request) == 0 && request.ifr_qlen > 0, "SIOCGIFTXQLEN on %s", kind);
    strcpy(request.ifr_name, "nosuchbus0");
    check(ioctl(fd, SIOCGIFINDEX, &request) == -1 && errno == ENODEV,
          "SIOCGIFINDEX on %s: an unknown name is ENODEV", kind);
    strcpy(request.ifr_name, "lo");
    check(ioctl(fd, SIOCGIFINDEX, &request) == 0 && request.ifr_ifindex == (int)if_nametoindex("lo"),
          "SIOCGIFINDEX on %s still knows lo", kind);
}

void check_interfaces(void) {
    check_names();
    check_list();
    check_addresses();
    int bus = open_raw();
    int plain = socket(AF_INET, SOCK_DGRAM, 0);
    check_requests(bus, "a CAN socket");
    check_requests(plain, "a plain socket");
    struct ifreq request = {0};
    strcpy(request.ifr_name, bench.first);
    check(ioctl(plain, SIOCGIFADDR, &request) == -1 && errno == EADDRNOTAVAIL, "SIOCGIFADDR: a bus has no address");
    check(ioctl(bus, SIOCGIFADDR, &request) == -1 && errno == ENOTTY, "SIOCGIFADDR on a CAN socket is ENOTTY");
    int ends[2];
    if (pipe(ends) == 0) {
        check(ioctl(ends[0], SIOCGIFINDEX, &request) == -1 && errno == ENOTTY, "SIOCGIFINDEX on a pipe is ENOTTY");
        close(ends[0]);
        close(ends[1]);
    }
    close(bus);
    close(plain);
}
