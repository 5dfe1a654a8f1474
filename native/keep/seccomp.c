/*
 * The calls that neither agent nor gateway ever makes, refused by the kernel: a classic BPF program over
 * struct seccomp_data. To the agent sockets of a network are refused besides: all it hears comes from files,
 * from netlink, from its unix socket and from CAN. A JVM lives with that: it takes IPv6 for absent.
 *
 * io_uring is among the refused, as what goes through its rings passes no filter. What the programs that the
 * agent starts need is not: modprobe loads modules.
 */
#include "keep.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#define X32_BIT 0x40000000u /* asm/unistd.h: the same calls under other numbers */
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef ARCHITECTURE

static const unsigned refused[] = {
    /* other processes' memory */
    SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, SYS_userfaultfd,
    /* another kernel, or its parts that have no other guard */
    SYS_kexec_load, SYS_bpf, SYS_perf_event_open, SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register,
#ifdef SYS_kexec_file_load
    SYS_kexec_file_load,
#endif
    /* mounts: what is needed is mounted before */
    SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_open_tree, SYS_move_mount, SYS_fsopen, SYS_fsconfig,
    SYS_fsmount, SYS_fspick,
#ifdef SYS_mount_setattr
    SYS_mount_setattr,
#endif
    /* the machine */
    SYS_reboot, SYS_swapon, SYS_swapoff, SYS_acct, SYS_quotactl, SYS_syslog, SYS_vhangup, SYS_sethostname,
    SYS_setdomainname, SYS_settimeofday, SYS_clock_settime, SYS_adjtimex, SYS_clock_adjtime,
#ifdef __x86_64__
    SYS_iopl, SYS_ioperm, SYS_modify_ldt,
#endif
    /* keys */
    SYS_add_key, SYS_request_key, SYS_keyctl,
    /* what only other kinds of program use */
    SYS_personality, SYS_fanotify_init,
    /* a way out of a container for whoever has CAP_DAC_READ_SEARCH */
    SYS_open_by_handle_at,
};

static const unsigned domains[] = {AF_UNIX, AF_NETLINK, AF_CAN};

/* Typing into the terminal that we were started from, where root's shell reads it. */
static const unsigned typing[] = {TIOCSTI, TIOCLINUX};

#define LENGTH(table) (sizeof(table) / sizeof *(table))

struct program {
    struct sock_filter steps[32 + 2 * (LENGTH(refused) + LENGTH(domains) + LENGTH(typing))];
    unsigned short length;
};

static void add(struct program *program, struct sock_filter step) {
    program->steps[program->length++] = step;
}

static void load(struct program *program, size_t offset) {
    add(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)offset));
}

static void answer(struct program *program, unsigned verdict) {
    add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, verdict));
}

/* What follows directly is for the value itself, and is one step. */
static void when(struct program *program, unsigned value) {
    add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1));
}

static unsigned refusal(int error) {
    return SECCOMP_RET_ERRNO | (unsigned)error;
}

/* Calls of another architecture have other numbers: there are none. */
static void check_architecture(struct program *program) {
    load(program, offsetof(struct seccomp_data, arch));
    when(program, ARCHITECTURE);
    add(program, (struct sock_filter)BPF_STMT(BPF_JMP | BPF_JA, 1));
    answer(program, refusal(ENOSYS));
    load(program, offsetof(struct seccomp_data, nr));
#ifdef X32_BIT
    add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32_BIT, 0, 1));
    answer(program, refusal(ENOSYS));
#endif
}

struct argument {
    unsigned call;
    unsigned number;
    const unsigned *values;
    size_t count;
};

/* Of an int the kernel takes the lower half of the argument, which comes first on both architectures. */
static void check_argument(struct program *program, struct argument of, unsigned if_listed, unsigned otherwise) {
    unsigned char steps = (unsigned char)(2 + 2 * of.count);
    add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, of.call, 0, steps));
    load(program, offsetof(struct seccomp_data, args) + of.number * sizeof(uint64_t));
    for (size_t i = 0; i < of.count; i++) {
        when(program, of.values[i]);
        answer(program, if_listed);
    }
    answer(program, otherwise);
}

static void compose(struct program *program, bool without_network) {
    program->length = 0;
    check_architecture(program);
    for (size_t i = 0; i < LENGTH(refused); i++) {
        when(program, refused[i]);
        answer(program, refusal(EPERM));
    }
    check_argument(program, (struct argument){SYS_ioctl, 1, typing, LENGTH(typing)}, refusal(EPERM), SECCOMP_RET_ALLOW);
    if (without_network) {
        check_argument(program, (struct argument){SYS_socket, 0, domains, LENGTH(domains)}, SECCOMP_RET_ALLOW,
                       refusal(EAFNOSUPPORT));
    }
    answer(program, SECCOMP_RET_ALLOW);
}

/*
 * SPEC_ALLOW: before Linux 5.16 a filter would slow all of a JVM's code down, against what only code of strangers
 * in the same process could do (Documentation/userspace-api/spec_ctrl.rst).
 */
void filter_calls(const char *name, bool without_network) {
    struct program program;
    compose(&program, without_network);
    struct sock_fprog filter = {program.length, program.steps};
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, &filter) != 0) {
        fprintf(stderr, "buslane-keep: the %s runs without a filter of system calls: %s\n", name, strerror(errno));
    }
}

#else

void filter_calls(const char *name, bool without_network) {
    (void)without_network;
    fprintf(stderr, "buslane-keep: the %s runs without a filter of system calls: none for this machine\n", name);
}

#endif
