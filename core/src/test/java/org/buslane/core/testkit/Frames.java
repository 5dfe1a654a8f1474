package org.buslane.core.testkit;

import java.util.random.RandomGenerator;
import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.frame.DataFrame;
import org.buslane.core.frame.ErrorFrame;
import org.buslane.core.frame.FdFrame;
import org.buslane.core.frame.FdLength;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.IdWord;
import org.buslane.core.frame.Payload;
import org.buslane.core.frame.RemoteFrame;
import org.buslane.core.frame.XlFrame;

/** Frames of every kind; boundary ids and lengths come often. */
public final class Frames {
    private static final int[] STANDARD = {0, 1, 0x123, 0x7fe, 0x7ff};
    private static final int[] EXTENDED = {0, 1, 0x123, 0x7ff, 0x800, 0x12345678, 0x1ffffffe, 0x1fffffff};

    private Frames() {}

    public static Gen<Frame> any() {
        return random -> switch (random.nextInt(5)) {
            case 0 -> data(random);
            case 1 -> remote(random);
            case 2 -> error(random);
            case 3 -> fd(random);
            default -> xl(random);
        };
    }

    /** Frames that a classic or FD bus carries: all but XL. */
    public static Gen<Frame> classicAndFd() {
        return random -> switch (random.nextInt(4)) {
            case 0 -> data(random);
            case 1 -> remote(random);
            case 2 -> error(random);
            default -> fd(random);
        };
    }

    public static ArbitrationId id(RandomGenerator random) {
        boolean extended = random.nextBoolean();
        int[] edges = extended ? EXTENDED : STANDARD;
        int value = random.nextBoolean()
                ? edges[random.nextInt(edges.length)]
                : random.nextInt(1 + (extended ? IdWord.EXTENDED_MASK : IdWord.STANDARD_MASK));
        return new ArbitrationId(value, extended);
    }

    public static Payload payload(RandomGenerator random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Payload.of(bytes);
    }

    public static DataFrame data(RandomGenerator random) {
        int length = random.nextInt(9);
        return new DataFrame(id(random), payload(random, length), rawDlc(random, length));
    }

    public static RemoteFrame remote(RandomGenerator random) {
        int length = random.nextInt(9);
        return new RemoteFrame(id(random), length, rawDlc(random, length));
    }

    public static ErrorFrame error(RandomGenerator random) {
        int classes = random.nextBoolean() ? random.nextInt(0x400) : random.nextInt(IdWord.EXTENDED_MASK + 1);
        return new ErrorFrame(classes, payload(random, random.nextInt(9)));
    }

    public static FdFrame fd(RandomGenerator random) {
        int length = random.nextInt(4) == 0 ? random.nextInt(65) : FdLength.ofDlc(random.nextInt(16));
        return new FdFrame(id(random), random.nextInt(16), payload(random, length));
    }

    public static XlFrame xl(RandomGenerator random) {
        int length = random.nextInt(8) == 0 ? 2048 : random.nextInt(1, 100);
        return new XlFrame(
                random.nextInt(0x800),
                random.nextInt(0x100),
                random.nextInt(0x100),
                random.nextInt(0x100),
                random.nextInt(),
                payload(random, length));
    }

    private static int rawDlc(RandomGenerator random, int length) {
        return length == 8 && random.nextBoolean() ? random.nextInt(9, 16) : 0;
    }
}
