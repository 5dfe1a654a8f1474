/*
 * Whether the layer can reach a program: refuse in one sentence what would otherwise run without its
 * bus and without a word. A script is followed to its interpreter, through env(1) to the program behind.
 */
#include "hook.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/xattr.h>
#include <unistd.h>

#define SCRIPTS_MAX 5 /* BINPRM_MAX_RECURSION of fs/exec.c */
#define LINE_MAX_SCRIPT 256 /* BINPRM_BUF_SIZE */

/*
 * Whether exec will change credentials, after bprm_fill_uid() (fs/exec.c): then the loader ignores
 * LD_PRELOAD. Not on a nosuid mount, nor under no_new_privs, nor for an owner our namespace lacks.
 */
static bool changes_credentials(const char *path, const struct stat *file) {
    struct statvfs mount;
    if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1
        || (statvfs(path, &mount) == 0 && (mount.f_flag & ST_NOSUID) != 0)) {
        return false;
    }
    bool namespaced = in_user_namespace();
    bool user = (file->st_mode & S_ISUID) != 0 && file->st_uid != geteuid()
        && !(namespaced && file->st_uid == OVERFLOW_ID);
    bool group = (file->st_mode & (S_ISGID | S_IXGRP)) == (S_ISGID | S_IXGRP) && file->st_gid != getegid()
        && !(namespaced && file->st_gid == OVERFLOW_ID);
    /* Those of the namespace around ours count here too: rootid_owns_currentns(), security/commoncap.c. */
    bool capable = geteuid() != 0 && getxattr(path, "security.capability", NULL, 0) > 0;
    return user || group || capable;
}

/* Splits off the next word of a #! line. */
char *next_word(char **rest) {
    *rest += strspn(*rest, " \t");
    char *start = *rest;
    *rest += strcspn(*rest, " \t\n");
    if (**rest != '\0') {
        *(*rest)++ = '\0';
    }
    return start;
}

static int check_script(const char *path, const unsigned char *file, size_t size, int depth) {
    char line[LINE_MAX_SCRIPT];
    size_t length = size - 2 < sizeof line - 1 ? size - 2 : sizeof line - 1;
    memcpy(line, file + 2, length);
    line[length] = '\0';
    line[strcspn(line, "\n")] = '\0';
    char *rest = line;
    const char *interpreter = next_word(&rest);
    if (*interpreter == '\0') {
        return 0; /* ENOEXEC: a text as any other */
    }
    if (depth >= SCRIPTS_MAX) {
        return say(EXIT_CANNOT, "%s: scripts that start scripts, too deep", path);
    }
    if (access(interpreter, X_OK) != 0) {
        return say(EXIT_CANNOT, "%s: its interpreter \"%s\": %s", path, interpreter, strerror(errno));
    }
    int code = check_reachable(interpreter, depth + 1);
    const char *name = strrchr(interpreter, '/');
    if (code == 0 && name != NULL && strcmp(name, "/env") == 0) {
        code = check_behind_env(path, rest, depth);
    }
    return code;
}

static int refuse(const char *path, enum reach reach) {
    switch (reach) {
    case STATIC:
        return say(
            EXIT_CANNOT, "%s is statically linked: the CAN layer reaches only programs that load a C library", path);
    case GO:
        return say(
            EXIT_CANNOT,
            "%s is a Go program: Go makes its system calls itself, where the CAN layer cannot reach them", path);
    case OTHER_MACHINE:
        return say(EXIT_CANNOT, "%s is built for another machine than the CAN layer", path);
    case BROKEN:
        return say(EXIT_CANNOT, "%s: damaged ELF file", path);
    default:
        return 0;
    }
}

static int check_file(const char *path, int fd, const struct stat *file, int depth) {
    if (changes_credentials(path, file)) {
        return say(
            EXIT_CANNOT, "%s is setuid, setgid or has capabilities: the loader keeps the CAN layer out of it", path);
    }
    if (file->st_size < 2) {
        return 0;
    }
    size_t size = (size_t)file->st_size;
    unsigned char *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (bytes == MAP_FAILED) {
        return 0;
    }
    int code = memcmp(bytes, "#!", 2) == 0 ? check_script(path, bytes, size, depth)
                                           : refuse(path, elf_reach(bytes, size));
    munmap(bytes, size);
    return code;
}

int check_reachable(const char *path, int depth) {
    struct stat file;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return 0; /* executable but not readable: nothing can be told, and exec may well work */
    }
    int code = fstat(fd, &file) == 0 && S_ISREG(file.st_mode) ? check_file(path, fd, &file, depth) : 0;
    close(fd);
    return code;
}
