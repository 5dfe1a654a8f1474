package org.buslane.linux;

/**
 * Linux refused: which call, on what, and why. The message is all three, such as
 * {@code connect /run/buslane/bus.sock: ECONNREFUSED (connection refused)}.
 */
public final class LinuxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String call;
    private final String object;
    private final int number;
    private final String explanation;

    /**
     * @param call the call as C names it, or what was being done in plain words
     * @param object what it was done to; may be empty
     */
    public LinuxException(String call, String object, Errno errno) {
        this(call, object, errno, "");
    }

    /**
     * With more than the errno tells.
     *
     * @param explanation such as the kernel's own words, which follow the meaning in the sentence; may be empty
     */
    public LinuxException(String call, String object, Errno errno, String explanation) {
        super((object.isEmpty() ? call : call + " " + object) + ": " + reason(errno, explanation));
        this.call = call;
        this.object = object;
        this.number = errno.number();
        this.explanation = explanation;
    }

    private static String reason(Errno errno, String explanation) {
        return errno + (explanation.isEmpty() ? "" : ": " + explanation);
    }

    /** The result of a call, which if negative is an errno and thrown. */
    public static long check(String call, Object object, long result) {
        if (result < 0) {
            throw new LinuxException(call, object.toString(), new Errno((int) -result));
        }
        return result;
    }

    /** The same with one more remark, behind the kernel's own words if it had some. */
    public LinuxException with(String remark) {
        String more = explanation.isEmpty() ? remark : explanation + " (" + remark + ")";
        LinuxException exception = new LinuxException(call, object, errno(), more);
        exception.initCause(this);
        return exception;
    }

    public String call() {
        return call;
    }

    public String object() {
        return object;
    }

    /** The errno's name and meaning, and what else is known: the message without call and object. */
    public String reason() {
        return reason(errno(), explanation);
    }

    public Errno errno() {
        return new Errno(number);
    }

    /** Whether this is that errno: {@code e.is(Errno.ENOENT)}. */
    public boolean is(int errno) {
        return number == errno;
    }
}
