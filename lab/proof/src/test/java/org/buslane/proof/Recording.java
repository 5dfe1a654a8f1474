package org.buslane.proof;

import java.util.HexFormat;
import java.util.Random;
import java.util.random.RandomGenerator;

/** A made-up recording of a drive: 7000 frames a second in bursts, of all kinds and lengths. Seeded. */
final class Recording {
    private static final int[] FD_LENGTHS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 20, 24, 32, 48, 64};
    private static final long START = 1_700_000_000_000_000L;

    private final RandomGenerator random;
    private long micros = START;

    Recording(long seed) {
        System.out.println("the recording's seed is " + seed);
        this.random = new Random(seed);
    }

    /** Its next line. */
    String next() {
        // Every fourth comes after a pause, the others right behind it, as on a bus at 1 Mbit/s.
        micros += random.nextInt(4) == 0 ? random.nextInt(1, 600) : random.nextInt(60, 120);
        return "(%d.%06d) can0 %s".formatted(micros / 1_000_000, micros % 1_000_000, frame());
    }

    private String frame() {
        String id = random.nextInt(3) == 0
                ? "%08X".formatted(random.nextInt(1 << 29))
                : "%03X".formatted(random.nextInt(1 << 11));
        return switch (random.nextInt(20)) {
            case 0 -> id + remote(random.nextInt(9));
            case 1, 2, 3 -> id + "##" + (4 + random.nextInt(4)) + data(FD_LENGTHS[random.nextInt(FD_LENGTHS.length)]);
            default -> id + "#" + data(random.nextInt(9));
        };
    }

    private static String remote(int length) {
        return length == 0 ? "#R" : "#R" + length;
    }

    private String data(int length) {
        byte[] data = new byte[length];
        random.nextBytes(data);
        return HexFormat.of().withUpperCase().formatHex(data);
    }
}
