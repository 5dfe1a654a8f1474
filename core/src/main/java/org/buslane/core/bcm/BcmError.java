package org.buslane.core.bcm;

/** What a program is told; numbers of asm-generic/errno.h. */
final class BcmError {
    static final int NONE = 0;
    static final int E2BIG = 7;
    static final int ENOMEM = 12;
    static final int EFAULT = 14;
    static final int ENODEV = 19;
    static final int EINVAL = 22;
    static final int EISCONN = 106;
    static final int ENOTCONN = 107;

    private BcmError() {}
}
