package org.buslane.core.slcan;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar of {@link SlcanSpec}. Each complaint is what a person needs to put it right. */
final class SlcanSpecReader {
    private static final Pattern RATE = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?)([kKM]?)");
    private static final Pattern BTR = Pattern.compile("btr([0-9A-Fa-f]{4,8})");
    private static final Pattern TCP = Pattern.compile("tcp:(?://)?(\\[[^\\]]*\\]|[^:\\[\\]/@]*):([0-9]{1,5})/?");
    private static final int MEGA = 1_000_000;

    /** Y1 to Y8, of which CANable 2.0 has 2 and 5. */
    private static final int MOST_DATA = 8;

    private final List<String> words;
    private Optional<Integer> data = Optional.empty();
    private OptionalInt baud = OptionalInt.empty();
    private boolean listenOnly;

    private SlcanSpecReader(List<String> words) {
        this.words = words;
    }

    static SlcanSpec read(String text) {
        if (!text.startsWith(SlcanSpec.PREFIX)) {
            throw wrong("'%s' is no adapter: it is written slcan:/dev/ttyACM0@500k or slcan:tcp:HOST:PORT@500k", text);
        }
        return new SlcanSpecReader(
                        List.of(text.substring(SlcanSpec.PREFIX.length()).split(",", -1)))
                .read();
    }

    private SlcanSpec read() {
        String first = words.getFirst();
        int at = first.lastIndexOf('@');
        if (at < 0) {
            throw wrong("the bit rate is missing: '%s@500k'", SlcanSpec.PREFIX + first);
        }
        words.subList(1, words.size()).forEach(this::option);
        String rate = first.substring(at + 1);
        SlcanPlace place = place(first.substring(0, at));
        Matcher registers = BTR.matcher(rate);
        if (registers.matches()) {
            return new SlcanSpec(place, "s" + registers.group(1), rate, data, listenOnly);
        }
        SlcanRate known = number(rate).stream()
                .boxed()
                .flatMap(bits -> SlcanRate.of(bits).stream())
                .findFirst()
                .orElseThrow(() -> wrong(
                        "'%s' is no bit rate that slcan has: " + SlcanRate.all() + ", or btr031C for registers", rate));
        return new SlcanSpec(place, known.command(), known.toString(), data, listenOnly);
    }

    private SlcanPlace place(String text) {
        if (!text.startsWith("tcp:")) {
            return new SlcanPlace.Serial(text, baud.orElse(SlcanPlace.Serial.USUAL_BAUD));
        }
        Matcher parts = TCP.matcher(text);
        if (!parts.matches()) {
            throw wrong("'%s' is no host with a port: it is written tcp:192.168.1.7:3333", text);
        }
        if (baud.isPresent()) {
            throw wrong("'%s' has no baud: that is of a serial line", text);
        }
        String host = parts.group(1);
        return new SlcanPlace.Tcp(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host, Integer.parseInt(parts.group(2)));
    }

    private void option(String text) {
        if (text.equals("listen-only")) {
            listenOnly = true;
        } else if (text.startsWith("baud=")) {
            baud = number(text.substring("baud=".length()));
            if (baud.isEmpty()) {
                throw wrong("'%s': the speed of a serial line is a number such as 115200 or 3M", text);
            }
        } else if (text.startsWith("data=")) {
            data = Optional.of(millions(text));
        } else {
            throw wrong("'%s' is no option of an adapter; there is data=2M, baud=115200, listen-only", text);
        }
    }

    private static int millions(String text) {
        int bits = number(text.substring("data=".length())).orElse(0);
        if (bits < MEGA || bits % MEGA != 0 || bits / MEGA > MOST_DATA) {
            throw wrong("'%s': the bit rate for data is 1M to 8M, and CANable has 2M and 5M", text);
        }
        return bits / MEGA;
    }

    /** A whole number of bits per second, from 1 on. */
    private static OptionalInt number(String text) {
        Matcher parts = RATE.matcher(text);
        if (!parts.matches()) {
            return OptionalInt.empty();
        }
        int zeros = switch (parts.group(2)) {
            case "k", "K" -> 3;
            case "M" -> 6;
            default -> 0;
        };
        BigDecimal bits =
                new BigDecimal(parts.group(1)).scaleByPowerOfTen(zeros).stripTrailingZeros();
        boolean fits =
                bits.scale() <= 0 && bits.signum() > 0 && bits.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
        return fits ? OptionalInt.of(bits.intValueExact()) : OptionalInt.empty();
    }

    private static IllegalArgumentException wrong(String sentence, String what) {
        return new IllegalArgumentException(sentence.formatted(what));
    }
}
