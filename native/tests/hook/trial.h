/* What the files of hooktest share: a folder of its own, and buslane-hook tried with some words. */
#ifndef HOOKTEST_TRIAL_H
#define HOOKTEST_TRIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct outcome {
    int code;
    char output[4096];
    char errors[4096];
};

extern const char *hook;
extern char folder[];
extern struct outcome outcome;

const char *in_folder(const char *name);
void make_file(const char *name, const void *bytes, size_t size);

/* A folder with a lane. Its listening socket, or -1 for one that nobody listens on. */
int make_lane(const char *name, const char *lane, bool listening);

/* Runs the hook with these words behind the name of the part; NULL ends them. */
void try_words(const char *part, const char *const *words);

/* The same in two steps, with something in between. */
struct trial {
    pid_t child;
    int output;
    int errors;
};
struct trial start_words(const char *part, const char *const *words);
void finish_trial(struct trial trial);

/* Whether it ended with that code and one sentence of that part with these words in it. */
bool one_sentence_of(const char *part, int code, const char *words);

void check_waiting(void);

#endif
