package org.buslane.core.slcan;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Bit rates that an adapter knows by a number. */
public enum SlcanRate {
    R10K(10_000, "10k", "S0"),
    R20K(20_000, "20k", "S1"),
    R50K(50_000, "50k", "S2"),
    R100K(100_000, "100k", "S3"),
    R125K(125_000, "125k", "S4"),
    R250K(250_000, "250k", "S5"),
    R500K(500_000, "500k", "S6"),
    /** As Lawicel and the kernel's driver have it. */
    R800K(800_000, "800k", "S7"),
    R1M(1_000_000, "1M", "S8"),
    /** What S7 is in CANable's firmware. */
    R750K(750_000, "750k", "S7"),
    /** CANable's firmware alone. */
    R83K(83_300, "83.3k", "S9");

    private final int bitsPerSecond;
    private final String label;
    private final String command;

    SlcanRate(int bitsPerSecond, String label, String command) {
        this.bitsPerSecond = bitsPerSecond;
        this.label = label;
        this.command = command;
    }

    /** The command that sets it. */
    String command() {
        return command;
    }

    static Optional<SlcanRate> of(int bitsPerSecond) {
        return Arrays.stream(values())
                .filter(rate -> rate.bitsPerSecond == bitsPerSecond)
                .findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(rate -> rate.label).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return label;
    }
}
