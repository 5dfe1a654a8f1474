/* keeptest plays the gateway too: the keeper starts it again with a role as its argument. */
#ifndef BUSLANE_TESTS_ROLES_H
#define BUSLANE_TESTS_ROLES_H

#include <stdbool.h>

#define STEP(number, passed) \
    if (!(passed)) { \
        return number; \
    }

/* The role's exit code. Codes from 20 on name the step that failed. */
int play(const char *role, const char *note);

/* pair_roles.c: those of the two in a pair; `name` is whose. */
int play_rights(const char *name);
int play_hear(const char *name);
int play_app(const char *app);

/* notify.c: what sd_pid_notify_with_fds() and sd_notify_barrier() do. */
bool notify(const char *address, const char *text, const int *fds, int count);
bool barrier(void);
bool keep(const char *name, int fd, bool drop_on_hangup);
int memory_with(const char *text);
bool holds(int fd, const char *text);

#endif
