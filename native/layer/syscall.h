/*
 * Raw system calls for x86-64 and aarch64: the layer must not depend on which C library it is loaded
 * beside, nor meet its own interposed names. Results are the kernel's: a negative errno on failure.
 */
#ifndef BUSLANE_SYSCALL_H
#define BUSLANE_SYSCALL_H

#include <sys/syscall.h>

#if defined(__x86_64__)

static inline long sc6(long n, long a, long b, long c, long d, long e, long f) {
    long result;
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}

#elif defined(__aarch64__)

static inline long sc6(long n, long a, long b, long c, long d, long e, long f) {
    register long x8 __asm__("x8") = n;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    register long x5 __asm__("x5") = f;
    __asm__ volatile("svc 0"
                     : "+r"(x0)
                     : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
                     : "memory", "cc");
    return x0;
}

#else
#error "Buslane's CAN layer knows the system calls of x86-64 and aarch64 only."
#endif

/* Pointers and integers alike become the register's long. */
#define SC_ARG(x) ((long)(x))
#define SC1(n, a) sc6(n, SC_ARG(a), 0, 0, 0, 0, 0)
#define SC2(n, a, b) sc6(n, SC_ARG(a), SC_ARG(b), 0, 0, 0, 0)
#define SC3(n, a, b, c) sc6(n, SC_ARG(a), SC_ARG(b), SC_ARG(c), 0, 0, 0)
#define SC4(n, a, b, c, d) sc6(n, SC_ARG(a), SC_ARG(b), SC_ARG(c), SC_ARG(d), 0, 0)
#define SC5(n, a, b, c, d, e) sc6(n, SC_ARG(a), SC_ARG(b), SC_ARG(c), SC_ARG(d), SC_ARG(e), 0)
#define SC6(n, a, b, c, d, e, f) \
    sc6(n, SC_ARG(a), SC_ARG(b), SC_ARG(c), SC_ARG(d), SC_ARG(e), SC_ARG(f))

#endif
