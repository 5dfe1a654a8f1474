package org.buslane.core.frame;

/**
 * An error frame: no frame of the wire, but a driver's report in the form of one (linux/can/error.h).
 *
 * @param classes a bit for each class of error, 29 bits
 * @param data the details, 0 to 8 bytes; the kernel's own always have 8
 */
public record ErrorFrame(int classes, Payload data) implements Frame {
    public ErrorFrame {
        if ((classes & ~IdWord.EXTENDED_MASK) != 0) {
            throw new IllegalArgumentException("error classes %X are beyond 1FFFFFFF".formatted(classes));
        }
        if (data.length() > FrameLayout.CLASSIC_DATA) {
            throw new IllegalArgumentException("an error frame has at most 8 bytes, not " + data.length());
        }
    }

    @Override
    public int idWord() {
        return classes | IdWord.ERROR;
    }

    @Override
    public int length() {
        return data.length();
    }
}
