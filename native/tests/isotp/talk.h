/* What the ISO-TP conformance checks do, in one line each. */
#ifndef BUSLANE_TESTS_TALK_H
#define BUSLANE_TESTS_TALK_H

#include "../tap.h"

#include <linux/can.h>
#include <linux/can/isotp.h>
#include <linux/can/raw.h>
#include <net/if.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#define PATIENCE_MS 5000
#define TESTER 0x7E0
#define ECU 0x7E8

/* The interfaces under test. An empty name: there is none. */
struct bench {
    char first[IF_NAMESIZE];   /* up, MTU 72 */
    char classic[IF_NAMESIZE]; /* up, MTU 16 */
    char down[IF_NAMESIZE];    /* exists, is down */
};
extern struct bench bench;

/* Sockets are closed by the check that opened them; a failing open ends the program. */
int open_isotp(void);
struct sockaddr_can address_of(const char *name, canid_t tx, canid_t rx);
bool bind_to(int fd, const char *name, canid_t tx, canid_t rx);

/* Sends as TESTER and hears ECU on the first interface, after what `set` does to it. */
int open_tester(bool (*set)(int fd));
bool set_option(int fd, int option, const void *value, socklen_t size);
bool set_flags(int fd, uint32_t flags);
bool set_link(int fd, uint8_t mtu, uint8_t length, uint8_t flags);

/* The partner: a CAN_RAW socket that hears TESTER, FD frames too. Frames as candump -L has them. */
int open_partner(void);
bool say(int partner, const char *frame);
bool hears(int partner, const char *frame);
bool hears_nothing(int partner);

/* PDUs in hex. */
bool sends(int fd, const char *pdu);
bool gets(int fd, const char *pdu);
bool has_input(int fd, int timeout_ms);

/* The next read's errno; 0 if it was none. Waits for the socket to tell of something. */
int error_of_read(int fd);

/* Groups of checks, one file each. */
void check_creation(void);
void check_binding(void);
void check_options(void);
void check_frames(void);
void check_flow(void);
void check_receiving(void);
void check_errors(void);
void check_waiting(void);

#endif
