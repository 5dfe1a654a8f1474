/*
 * What the files of rawtrace share: a seeded choice, the sockets of a run, and how what they said is
 * written so that the same run reads the same on every machine: interfaces by name, descriptors as "fd",
 * times as "now" or not.
 */
#ifndef BUSLANE_TESTS_TRACE_H
#define BUSLANE_TESTS_TRACE_H

#include <linux/can.h>
#include <net/if.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#define SOCKETS 4
#define BYTES_MAX 2200
#define UNTOUCHED 0xee

/* choice.c: xorshift64; the same seed chooses the same on every machine. */
void choose_from(uint64_t seed);
unsigned below(unsigned limit);
bool one_in(unsigned limit);
#define pick(list) ((list)[below(sizeof(list) / sizeof *(list))])

/* rawtrace.c */
struct trace_names {
    const char *first;  /* up, FD */
    const char *second; /* up, classic */
    const char *down;   /* exists, is down */
};
extern struct trace_names names;
extern int sockets[SOCKETS]; /* -1: closed */
extern bool knows_xl;          /* the kernel does: Linux 6.9 and later */
extern bool errors_by_filter; /* and not by the error mask: one that meets both comes twice when joined */
extern bool any_copy;          /* dup() was called */
extern bool waits[SOCKETS];  /* opened without SOCK_NONBLOCK */

/* say.c */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void say_result(long result); /* with the errno's text below 0 */
void say_interface(int index);
void say_bytes(const unsigned char *bytes, size_t count);
void say_untouched(const unsigned char *bytes, size_t from, size_t to);
int any_index(void);
void drain(int fd);

/* The groups of steps, one file each; each does one step with the socket in `slot`. */
void step_life(unsigned slot);
void step_option(unsigned slot);
void step_filter(unsigned slot);
void step_send(unsigned slot);
void step_receive(unsigned slot);
void step_question(unsigned slot);

#endif
