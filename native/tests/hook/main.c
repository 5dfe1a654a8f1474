/*
 * hooktest: `buslane-hook run` and `wait`, as sentences. Needs no gateway: a listening socket is enough to be found.
 *
 *   hooktest PATH/buslane-hook PATH/libbuslane-can.so
 */
#include "../../hook/hook.h"
#include "../tap.h"
#include "trial.h"

#include <elf.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <limits.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *library;
static char self[PATH_MAX];

#define TRY(...) try_words("run", (const char *const[]){"--library", library, __VA_ARGS__, NULL})

static bool one_sentence(int code, const char *words) {
    return one_sentence_of("run", code, words);
}

static void check_finding(void) {
    char wanted[PATH_MAX];
    setenv("BUSLANE_RUNDIR", in_folder("given"), 1);
    setenv("XDG_RUNTIME_DIR", in_folder("session"), 1);
    TRY("--lane", "nowhere", "--", "true");
    check(one_sentence(EXIT_OURS, "start one with: buslane up") && strstr(outcome.errors, in_folder("given")) != NULL
              && strstr(outcome.errors, "/run/buslane") != NULL,
          "no gateway anywhere: a sentence names where it looked and what starts one");
    mkdir(in_folder("session"), 0755);
    int session = make_lane("session/buslane", "local", true);
    TRY("--", "printenv", "BUSLANE_SOCKET");
    snprintf(wanted, sizeof wanted, "%s/session/buslane/lanes/local/bus.sock\n", folder);
    check(outcome.code == 0 && strcmp(outcome.output, wanted) == 0, "a gateway in $XDG_RUNTIME_DIR/buslane is found");
    make_lane("given", "local", false);
    TRY("--", "printenv", "BUSLANE_SOCKET");
    check(outcome.code == 0 && strcmp(outcome.output, wanted) == 0, "a socket nobody listens on is passed by");
    int other = make_lane("given", "other", true);
    TRY("--lane", "other", "--", "printenv", "BUSLANE_SOCKET");
    snprintf(wanted, sizeof wanted, "%s/given/lanes/other/bus.sock\n", folder);
    check(outcome.code == 0 && strcmp(outcome.output, wanted) == 0, "BUSLANE_RUNDIR comes first, and --lane chooses");
    TRY("--lane=other", "printenv", "BUSLANE_SOCKET");
    check(outcome.code == 0 && strcmp(outcome.output, wanted) == 0, "--lane=NAME, and no -- before the command");
    TRY("--lane", "../other", "--", "true");
    check(one_sentence(EXIT_OURS, "no lane's name"), "a lane's name cannot leave the folder");
    TRY("--lane", "elsewhere", "--", "true");
    check(one_sentence(EXIT_OURS, "\"elsewhere\""), "an unknown lane: a sentence names it");
    chmod(in_folder("given"), 0777);
    TRY("--lane", "other", "--", "true");
    check(one_sentence(EXIT_OURS, "somebody else's"), "a folder everybody may write to is not believed");
    chmod(in_folder("given"), 0755);
    if (geteuid() == 0 && chown(in_folder("given"), 12345, 12345) == 0) {
        TRY("--lane", "other", "--", "true");
        check(one_sentence(EXIT_OURS, "somebody else's"), "a folder of another user is not believed");
        chown(in_folder("given"), 0, 0);
    } else {
        skip("a folder of another user is not believed", "needs root");
    }
    rename(in_folder("session/buslane"), in_folder("session/moved"));
    bool linked = symlink(in_folder("session/moved"), in_folder("session/buslane")) == 0;
    TRY("--", "true");
    check(linked && one_sentence(EXIT_OURS, "no gateway"), "a link in a folder's place is not followed");
    setenv("BUSLANE_RUNDIR", in_folder("session/buslane"), 1);
    TRY("--", "true");
    check(outcome.code == 0, "unless BUSLANE_RUNDIR names it");
    unlink(in_folder("session/buslane"));
    rename(in_folder("session/moved"), in_folder("session/buslane"));
    setenv("BUSLANE_RUNDIR", in_folder("given"), 1);
    close(session);
    close(other);
}

static bool write_map(pid_t process, const char *name, const char *text) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)process, name);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool done = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);
    close(fd);
    return done;
}

/* As `unshare -Ur` does it. */
static void check_namespace(void) {
    char map[64];
    int to_child[2];
    int from_child[2];
    const char *sentence = "inside a user namespace the caller's own folder is found";
    if (pipe2(to_child, O_CLOEXEC) != 0 || pipe2(from_child, O_CLOEXEC) != 0) {
        exit(2);
    }
    pid_t child = fork();
    if (child == 0) {
        char go = unshare(CLONE_NEWUSER) == 0 ? 'y' : 'n';
        write(from_child[1], &go, 1);
        if (read(to_child[0], &go, 1) != 1 || go != 'y') {
            _exit(77);
        }
        TRY("--", "true");
        printf("# inside: code %d, said: %s\n", outcome.code, outcome.errors);
        fflush(stdout);
        _exit(outcome.code);
    }
    char ready = 'n';
    int status = -1;
    read(from_child[0], &ready, 1);
    snprintf(map, sizeof map, "0 %u 1\n", geteuid());
    if (ready == 'y' && !write_map(child, "uid_map", map)) {
        ready = 'n';
    }
    write(to_child[1], &ready, 1);
    waitpid(child, &status, 0);
    if (ready == 'y') {
        check(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s", sentence);
    } else {
        skip(sentence, "no user namespaces here");
    }
}

static void check_program(void) {
    char wanted[PATH_MAX * 2];
    TRY("--", "sh", "-c", "echo \"$0 $1\"; exit 7", "zero", "one two");
    check(outcome.code == 7 && strcmp(outcome.output, "zero one two\n") == 0,
          "arguments go in, the exit code comes out");
    TRY("--", "printenv", "LD_PRELOAD");
    snprintf(wanted, sizeof wanted, "%s\n", library);
    check(strcmp(outcome.output, wanted) == 0, "LD_PRELOAD is the layer");
    setenv("LD_PRELOAD", "libc.so.6", 1);
    TRY("--", "printenv", "LD_PRELOAD");
    snprintf(wanted, sizeof wanted, "%s:libc.so.6\n", library);
    check(strcmp(outcome.output, wanted) == 0, "LD_PRELOAD that was there stays, behind the layer");
    unsetenv("LD_PRELOAD");
    make_file("no-program", "text", 4);
    chmod(in_folder("no-program"), 0644);
    TRY("--", "no-such-program-anywhere");
    check(one_sentence(EXIT_NOT_FOUND, "command not found"), "an unknown command is 127");
    TRY("--", in_folder("missing"));
    check(one_sentence(EXIT_NOT_FOUND, "No such file"), "a path that is not there is 127");
    TRY("--", in_folder("no-program"));
    check(one_sentence(EXIT_CANNOT, "Permission denied"), "a file that is not executable is 126");
    TRY("--", folder);
    check(one_sentence(EXIT_CANNOT, "directory"), "a folder is 126");
    TRY("--");
    check(one_sentence(EXIT_OURS, "run what?"), "no command is a sentence");
    TRY("--bogus", "true");
    check(one_sentence(EXIT_OURS, "--bogus"), "an unknown option is a sentence");
    try_words("run", (const char *const[]){"--", "true", NULL});
    check(one_sentence(EXIT_OURS, "--library"), "no library is a sentence");
    try_words("run", (const char *const[]){"--library", in_folder("missing.so"), "--", "true", NULL});
    check(one_sentence(EXIT_OURS, "missing.so"), "a library that is not there is a sentence");
    make_file("a space.so", "x", 1);
    try_words("run", (const char *const[]){"--library", in_folder("a space.so"), "--", "true", NULL});
    check(one_sentence(EXIT_OURS, "space"), "a library with a space in its path is a sentence");
}

/* The lane's socket here listens, but nobody ever accepts: so does a gateway that hangs. */
static void check_hanging(void) {
    TRY("--", self, "--play", "names");
    check(outcome.code == 0, "a gateway that hangs does not hold up a program that asks for the kernel's interfaces");
}

static int play_names(void) {
    struct ifaddrs *list;
    struct ifreq request = {.ifr_name = "lo"};
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (if_nametoindex("lo") == 0 || ioctl(fd, SIOCGIFFLAGS, &request) != 0 || getifaddrs(&list) != 0) {
        return 1;
    }
    freeifaddrs(list);
    return 0;
}

/* Whether the layer is among what the loader mapped. */
static int play_preloaded(void) {
    return system("grep -q libbuslane-can /proc/$PPID/maps") == 0 ? 0 : 1;
}

static void check_scripts(void) {
    make_file("script", "#!/bin/sh\necho from script $1\n", 30);
    TRY("--", in_folder("script"), "x");
    check(outcome.code == 0 && strcmp(outcome.output, "from script x\n") == 0, "a script runs");
    make_file("plain", "echo no first line\n", 19);
    TRY("--", in_folder("plain"));
    check(outcome.code == 0 && strcmp(outcome.output, "no first line\n") == 0, "a text without #! runs by sh");
    make_file("lost", "#!/no/such/interpreter\n", 23);
    TRY("--", in_folder("lost"));
    check(one_sentence(EXIT_CANNOT, "/no/such/interpreter"), "a script whose interpreter is missing is a sentence");
    char line[PATH_MAX];
    int length = snprintf(line, sizeof line, "#!%s\n", hook);
    make_file("by-static", line, (size_t)length);
    TRY("--", in_folder("by-static"));
    check(one_sentence(EXIT_CANNOT, "statically linked"), "a script is refused for its interpreter");
    make_file("by-env", "#!/usr/bin/env -S FOO=1 no-such-program-anywhere\n", 49);
    TRY("--", in_folder("by-env"));
    check(one_sentence(EXIT_NOT_FOUND, "no-such-program-anywhere"), "a script is followed through env");
    make_file("empty-line", "#! \necho empty\n", 15);
    TRY("--", in_folder("empty-line"));
    check(outcome.code == 0 && strcmp(outcome.output, "empty\n") == 0, "an empty #! line is a text's");
}

static void try_env_line(const char *words) {
    char text[PATH_MAX];
    int length = snprintf(text, sizeof text, "#!/usr/bin/env %s\n", words);
    make_file("by-env", text, (size_t)length);
    TRY("--", in_folder("by-env"));
}

static bool is_followed(const char *words) {
    try_env_line(words);
    return one_sentence(EXIT_NOT_FOUND, "no-such-program");
}

static bool loses_layer(const char *words) {
    try_env_line(words);
    return one_sentence(EXIT_CANNOT, "take away");
}

static void check_env_lines(void) {
    check(is_followed("no-such-program") && is_followed("-S no-such-program -x")
              && is_followed("-Sno-such-program -x") && is_followed("-vS no-such-program"),
          "behind env, with -S in each of its places, stands the program");
    check(is_followed("-S -u HOME no-such-program") && is_followed("-S -uHOME no-such-program")
              && is_followed("-S -C / no-such-program") && is_followed("-S --unset=HOME no-such-program")
              && is_followed("-S --chdir / no-such-program") && is_followed("--split-string=A=1 no-such-program"),
          "operands of env's options are not the program");
    check(loses_layer("-i no-such-program") && loses_layer("-iS no-such-program") && loses_layer("-S - no-such-program")
              && loses_layer("-S --ignore-environment no-such-program") && loses_layer("-S -u LD_PRELOAD sh")
              && loses_layer("-S LD_PRELOAD= sh"),
          "an env that takes the layer away is refused");
}

/* The loader's path is our own: a program that is not static names one. */
static void check_loader(void) {
    char command[PATH_MAX * 2];
    snprintf(command, sizeof command, "tr '\\0' '\\n' <'%s' | grep -a -m1 '^/lib.*/ld-'", self);
    FILE *pipe = popen(command, "r");
    char loader[PATH_MAX] = "";
    if (pipe != NULL) {
        fgets(loader, sizeof loader, pipe);
        pclose(pipe);
    }
    loader[strcspn(loader, "\n")] = '\0';
    TRY("--", loader, self, "--play", "preloaded");
    if (!check(outcome.code == 0, "the dynamic loader itself is reached")) {
        printf("# %s: code %d, said: %s\n", loader, outcome.code, outcome.errors);
    }
}

/* The head of an ELF file: one segment for a loader's name, one note. */
struct little_elf {
    Elf64_Ehdr head;
    Elf64_Phdr segments[2];
    Elf64_Nhdr note;
    char owner[4];
};

static struct little_elf little_elf(unsigned machine, bool dynamic, const char *owner) {
    struct little_elf elf = {0};
    memcpy(elf.head.e_ident, ELFMAG, SELFMAG);
    elf.head.e_ident[EI_CLASS] = ELFCLASS64;
    elf.head.e_machine = (Elf64_Half)machine;
    elf.head.e_phoff = offsetof(struct little_elf, segments);
    elf.head.e_phentsize = sizeof(Elf64_Phdr);
    elf.head.e_phnum = 2;
    elf.segments[0].p_type = dynamic ? PT_INTERP : PT_LOAD;
    elf.segments[1].p_type = PT_NOTE;
    elf.segments[1].p_offset = offsetof(struct little_elf, note);
    elf.segments[1].p_filesz = sizeof elf.note + sizeof elf.owner;
    elf.note.n_namesz = 4;
    elf.note.n_type = 4;
    memcpy(elf.owner, owner, 4);
    return elf;
}

static unsigned own_machine(void) {
    Elf64_Ehdr head = {0};
    int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    read(fd, &head, sizeof head);
    close(fd);
    return head.e_machine;
}

static void check_refusals(void) {
    TRY("--", hook);
    check(one_sentence(EXIT_CANNOT, "statically linked"), "a static program is refused");
    struct little_elf go = little_elf(own_machine(), true, "Go\0");
    make_file("go", &go, sizeof go);
    TRY("--", in_folder("go"));
    check(one_sentence(EXIT_CANNOT, "Go program"), "a Go program is refused, a dynamic one too");
    struct little_elf foreign = little_elf(EM_S390, true, "GNU");
    make_file("foreign", &foreign, sizeof foreign);
    TRY("--", in_folder("foreign"));
    check(one_sentence(EXIT_CANNOT, "another machine"), "a program for another machine is refused");
    make_file("damaged", "\177ELF and no more", 16);
    TRY("--", in_folder("damaged"));
    check(one_sentence(EXIT_CANNOT, "damaged"), "a damaged program is refused");
    struct stat mount;
    if (geteuid() == 0 && stat(folder, &mount) == 0) {
        struct little_elf good = little_elf(own_machine(), true, "GNU");
        make_file("setuid", &good, sizeof good);
        chown(in_folder("setuid"), 12345, 12345);
        chmod(in_folder("setuid"), 04755);
        TRY("--", in_folder("setuid"));
        check(one_sentence(EXIT_CANNOT, "setuid"), "a setuid program is refused");
    } else {
        skip("a setuid program is refused", "needs root");
    }
}

static uint64_t random_state;

static uint32_t random_number(void) {
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(random_state >> 33);
}

/* Each file ends where memory ends: reading one byte too far is a crash. */
static void check_any_bytes(void) {
    const char *given = getenv("SEED");
    uint64_t seed = given != NULL ? strtoull(given, NULL, 10) : (uint64_t)getpid() * 2654435761u;
    random_state = seed;
    printf("# seed %llu (SEED=%llu repeats it)\n", (unsigned long long)seed, (unsigned long long)seed);
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    unsigned char *memory = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect(memory + page, page, PROT_NONE);
    struct little_elf elf = little_elf(own_machine(), true, "GNU");
    bool sane = true;
    for (int round = 0; round < 200000; round++) {
        size_t size = random_number() % 4 == 0 ? random_number() % 512 : sizeof elf;
        unsigned char *file = memory + page - size;
        for (size_t i = 0; i < size; i++) {
            file[i] = i < sizeof elf ? ((unsigned char *)&elf)[i] : (unsigned char)random_number();
        }
        for (int changes = (int)(random_number() % 6); changes > 0 && size > 0; changes--) {
            file[random_number() % size] = (unsigned char)(random_number() % 3 == 0 ? 0xff : random_number());
        }
        enum reach reach = elf_reach(file, size);
        sane &= reach <= BROKEN;
    }
    check(sane, "200000 damaged ELF files are judged without reading past their end");
    munmap(memory, 2 * page);
}

static void remove_folder(void) {
    char command[PATH_MAX + 16];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    if (system(command) != 0) {
        printf("# %s stays\n", folder);
    }
}

int main(int count, char **words) {
    static char resolved[PATH_MAX];
    if (count == 3 && strcmp(words[1], "--play") == 0) {
        return strcmp(words[2], "names") == 0 ? play_names() : play_preloaded();
    }
    if (count != 3 || realpath("/proc/self/exe", self) == NULL || realpath(words[2], resolved) == NULL || mkdtemp(folder) == NULL) {
        fprintf(stderr, "usage: %s PATH/buslane-hook PATH/libbuslane-can.so\n", words[0]);
        return 2;
    }
    hook = realpath(words[1], NULL);
    library = resolved;
    alarm(60);
    unsetenv("LD_PRELOAD");
    check_finding();
    int lane = make_lane("mine", "local", true);
    setenv("BUSLANE_RUNDIR", in_folder("mine"), 1);
    check_namespace();
    check_program();
    check_hanging();
    check_scripts();
    check_env_lines();
    check_loader();
    check_refusals();
    close(lane);
    check_any_bytes();
    check_waiting();
    remove_folder();
    return plan();
}
