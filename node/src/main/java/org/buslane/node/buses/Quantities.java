package org.buslane.node.buses;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.buslane.linux.netlink.BitTiming;
import org.buslane.node.NodeException;

/** Numbers as people write them; each throws NodeException for what is none. */
public final class Quantities {
    private static final Pattern BITRATE = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?)([kKM]?)");
    private static final Pattern SAMPLE_POINT = Pattern.compile("0?\\.([0-9]{1,3})");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s)");
    private static final int TENTHS_DIGITS = 3;

    private Quantities() {}

    /** A bit rate such as {@code 500000}, {@code 500k} or {@code 2.5M}, with a sample point such as {@code 0.875}. */
    public static BitTiming timing(String option, String bitrate, String pointOption, Optional<String> samplePoint) {
        return new BitTiming(
                bitrate(option, bitrate),
                samplePoint
                        .map(text -> OptionalInt.of(samplePoint(pointOption, text)))
                        .orElseGet(OptionalInt::empty));
    }

    private static int bitrate(String option, String text) {
        Matcher parts = BITRATE.matcher(text);
        if (parts.matches()) {
            BigDecimal bits = new BigDecimal(parts.group(1)).scaleByPowerOfTen(zeros(parts.group(2)));
            if (bits.signum() > 0 && bits.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0 && isWhole(bits)) {
                return bits.intValueExact();
            }
        }
        throw new NodeException(
                "%s is a number of bits per second such as 500000, 500k or 2M, not '%s'".formatted(option, text));
    }

    private static int zeros(String unit) {
        return switch (unit) {
            case "k", "K" -> 3;
            case "M" -> 6;
            default -> 0;
        };
    }

    private static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    /** In tenths of a percent. */
    private static int samplePoint(String option, String text) {
        Matcher digits = SAMPLE_POINT.matcher(text);
        if (digits.matches()) {
            String tenths = digits.group(1);
            int value = Integer.parseInt(tenths + "0".repeat(TENTHS_DIGITS - tenths.length()));
            if (value > 0) {
                return value;
            }
        }
        throw new NodeException("%s is a part of a bit such as 0.875, not '%s'".formatted(option, text));
    }

    /** A time such as {@code 100ms} or {@code 1s} in milliseconds; {@code never} is 0. */
    public static int millis(String option, String text) {
        if (text.equals("never")) {
            return 0;
        }
        Matcher parts = TIME.matcher(text);
        if (parts.matches()) {
            long millis = Long.parseLong(parts.group(1)) * (parts.group(2).equals("s") ? 1000 : 1);
            if (millis > 0 && millis <= Integer.MAX_VALUE) {
                return (int) millis;
            }
        }
        throw new NodeException("%s is a time such as 100ms or 1s, or never, not '%s'".formatted(option, text));
    }

    /** A whole number from 0 on. */
    public static int count(String option, String text) {
        if (text.matches("[0-9]{1,9}")) {
            return Integer.parseInt(text);
        }
        throw new NodeException("%s is a number from 0 on, not '%s'".formatted(option, text));
    }
}
