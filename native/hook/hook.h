/* What the files of buslane-hook share. */
#ifndef BUSLANE_HOOK_H
#define BUSLANE_HOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Exit codes of env(1), nohup(1) and the shells. */
#define EXIT_OURS 125      /* the part itself failed */
#define EXIT_CANNOT 126    /* the program was found and cannot be run */
#define EXIT_NOT_FOUND 127

#define OVERFLOW_ID 65534 /* what an id without a mapping looks like (/proc/sys/kernel/overflowuid) */

/* main.c: one sentence to stderr, "buslane run: ..." or whichever part it is, and the code to leave with. */
int say(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The value of an option at words[*at], written --option VALUE or --option=VALUE; NULL if it is another. */
const char *value_of(const char *option, int count, char **words, int *at);

int run(int count, char **words);
int wait_until_up(int count, char **words);

/* become.c: does not return but with the code to leave with. */
int become(const char *program, char **command);

/* link.c, lane_table.c. UNKNOWN with errno: nothing can be found out here. */
enum presence { PRESENT, DOWN, NOT_THERE, NO_LANE, UNKNOWN };
enum presence presence_of_link(const char *name);
enum presence presence_on_lane(const char *path, const char *name);
int open_link_events(void);
void forget_link_events(int fd);

/* namespace.c */
bool in_user_namespace(void);
uid_t outer_uid(void);

/* rundir.c: the path of the lane's socket in the first folder with a live gateway. Says why not. */
bool find_lane(const char *lane, char *path, size_t room);

/* lookup.c: as execvp() searches; 0, or the exit code a shell would give. */
int find_program(const char *name, char *path, size_t room);

/* target.c: 0, or the exit code after saying why the layer cannot reach this program. */
int check_reachable(const char *path, int depth);

/* Splits off the next word of a #! line; empty at its end. */
char *next_word(char **rest);

/* env.c: the same for the program behind env(1) in a script's #! line. */
int check_behind_env(const char *script, char *rest, int depth);

/* elf.c */
enum reach { REACHABLE, NOT_ELF, STATIC, GO, OTHER_MACHINE, BROKEN };
enum reach elf_reach(const unsigned char *file, size_t size);

#endif
