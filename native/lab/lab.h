/* buslane-lab: what a lab needs where no JVM can go. start is the host's side of it, the others the guest's. */
#ifndef BUSLANE_LAB_H
#define BUSLANE_LAB_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
    EXIT_OURS = 125,      /* as of env and docker: it failed itself, not the command */
    EXIT_NOT_EXECUTABLE = 126,
    EXIT_NOT_FOUND = 127,
};

/*
 * The channel between a lab and its guest: a stream of bytes each way, which the guest sees as a tty
 * or as a virtio port. A kernel's console driver does not look at what came before the guest has it
 * open, and holds no more than 4095 bytes. So the guest asks for everything: the host never sends but
 * in answer to a request, of which there is one at a time.
 *
 * To the host, one byte: REQUEST. To the guest: struct head, then `length` bytes.
 */
enum {
    REQUEST = 'r',
    CHUNK = 3072, /* so little that n_tty never throttles (drivers/tty/n_tty.c): user-mode Linux then stops for good */
};

struct head {
    uint8_t kind;     /* one of KIND_ */
    uint8_t reserved;
    uint16_t length;  /* the host's byte order: guest and host are one machine */
};

enum {
    KIND_DATA = 'd',  /* of standard input; none is its end */
    KIND_FILE = 'b',  /* more of it than is good for a console: struct input_file, which lies in the run folder */
    KIND_SIZE = 'w',  /* the terminal's new size: struct winsize of asm-generic/termios.h */
    KIND_FRAMES = 'f', /* records of frames, see join.c */
};

/* User-mode Linux reads a console byte by byte, and a file of the host's as fast as there is. */
struct input_file {
    uint32_t number; /* of the file input.NUMBER, which the guest deletes */
    uint32_t length;
};

/** Prints "buslane lab: FORMAT" on standard error; returns code. */
int say(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** Opens the guest's end of a channel, as raw bytes; -1 with errno. */
int open_channel(const char *path);

/** Writes all of it to a descriptor that may be non-blocking; false with errno. */
int write_all(int fd, const void *data, size_t length);

/**
 * Runs a program, and when that has ended, or this process is told to end, nothing that descends from it is left.
 * Killing would not do: user-mode Linux traces its processes, and those whose tracer is killed are left stopped.
 *
 * @param first_descriptor the first of some that are the program's alone
 * @return its exit status, as a shell says it
 */
int run_family(char **words, int first_descriptor, int descriptors);

int start(int count, char **words);
int inside(int count, char **words);
int join(int count, char **words);
int pass(int count, char **words);
int through(int count, char **words);
int card(int count, char **words);

#endif
