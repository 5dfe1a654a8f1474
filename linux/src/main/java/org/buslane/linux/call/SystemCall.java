package org.buslane.linux.call;

/**
 * Numbers of the system calls in use: arch/x86/entry/syscalls/syscall_64.tbl and, for aarch64,
 * include/uapi/asm-generic/unistd.h. Calls that aarch64 does not have (open, epoll_wait, chmod) are
 * left out in favour of the newer ones both have.
 */
public enum SystemCall {
    READ(0, 63),
    WRITE(1, 64),
    CLOSE(3, 57),
    FSTAT(5, 80),
    LSEEK(8, 62),
    MMAP(9, 222),
    MUNMAP(11, 215),
    IOCTL(16, 29),
    GETPID(39, 172),
    SOCKET(41, 198),
    CONNECT(42, 203),
    SENDTO(44, 206),
    RECVFROM(45, 207),
    SENDMSG(46, 211),
    RECVMSG(47, 212),
    SHUTDOWN(48, 210),
    BIND(49, 200),
    LISTEN(50, 201),
    GETSOCKNAME(51, 204),
    SOCKETPAIR(53, 199),
    SETSOCKOPT(54, 208),
    GETSOCKOPT(55, 209),
    FCNTL(72, 25),
    FTRUNCATE(77, 46),
    FCHMOD(91, 52),
    GETUID(102, 174),
    GETGID(104, 176),
    GETEUID(107, 175),
    GETEGID(108, 177),
    SETSID(112, 157),
    EPOLL_CTL(233, 21),
    OPENAT(257, 56),
    FCHMODAT(268, 53),
    PPOLL(271, 73),
    EPOLL_PWAIT(281, 22),
    ACCEPT4(288, 242),
    TIMERFD_CREATE(283, 85),
    TIMERFD_SETTIME(286, 86),
    EVENTFD2(290, 19),
    EPOLL_CREATE1(291, 20),
    RECVMMSG(299, 243),
    SENDMMSG(307, 269),
    SETNS(308, 268),
    SCHED_SETATTR(314, 274),
    SCHED_GETATTR(315, 275),
    MEMFD_CREATE(319, 279);

    final long number;
    final int onX86;
    final int onAarch64;

    SystemCall(int onX86, int onAarch64) {
        this.onX86 = onX86;
        this.onAarch64 = onAarch64;
        this.number = Architecture.current() == Architecture.X86_64 ? onX86 : onAarch64;
    }
}
