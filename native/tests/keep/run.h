/* Keepers that keeptest starts, and what they say. */
#ifndef BUSLANE_TESTS_RUN_H
#define BUSLANE_TESTS_RUN_H

#include <limits.h>
#include <stddef.h>
#include <sys/types.h>

extern const char *keeper;
extern char self[PATH_MAX];
extern char folder[];

/* Called in the process that becomes the keeper. */
extern void (*before_keeper)(void);
void nothing(void);

struct run {
    pid_t pid;
    int input;
    int output;
    int errors;
};

_Noreturn void become_keeper(char **words);
struct run start_words(char **words);
/* Its words, the last one NULL. */
struct run start_keeper(const char *first, ...);
/* The next line, without its end; empty when none comes. */
void read_line(int fd, char *line, size_t room);
/* Waits for the end: the exit code, or 1000 and the signal. */
int finish(struct run run);
void remove_folder(void);

/* pair.c */
void check_pair(void);

#endif
