package org.buslane.proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Rules in cangw's words, of every kind that a kernel takes, no two of them the same. */
final class RandomRules {
    private static final List<String> OPERATIONS = List.of("AND", "OR", "XOR", "SET");

    private final Random random;
    private final Set<String> given = new HashSet<>();

    RandomRules(long seed) {
        this.random = new Random(seed);
    }

    List<String> next(int count) {
        return IntStream.range(0, count).mapToObj(i -> next()).toList();
    }

    String next() {
        while (true) {
            String rule = rule();
            if (given.add(rule)) {
                return rule;
            }
        }
    }

    private String rule() {
        boolean fd = random.nextBoolean();
        List<String> words = new ArrayList<>(
                random.nextBoolean() ? List.of("-s", "can0", "-d", "can1") : List.of("-d", "can0", "-s", "can1"));
        maybe(words, fd ? 1 : 0, "-X");
        maybe(words, 0.5, "-e");
        maybe(words, 0.3, "-t");
        maybe(words, 0.3, "-i");
        maybe(words, 0.3, "-l 1");
        maybe(
                words,
                0.7,
                "-f %X%s%X".formatted(random.nextInt() & mask(), random.nextBoolean() ? ":" : "~", random.nextInt()));
        List<String> modifications = OPERATIONS.stream()
                .filter(_ -> random.nextInt(4) == 0)
                .map(operation -> modification(operation, fd))
                .toList();
        words.addAll(modifications);
        if (!modifications.isEmpty()) {
            int last = fd ? 63 : 7;
            // One uid is one rule to the kernel.
            maybe(words, 0.5, "-u %X".formatted(0x1000 + given.size()));
            maybe(words, 0.3, "-x %d:%d:%d:%X".formatted(place(last), place(last), place(last), random.nextInt(256)));
            maybe(words, 0.3, crc8(last));
        }
        return String.join(" ", words);
    }

    /** Without the bit that the {@code ~} stands for. */
    private static int mask() {
        return 0xDFFFFFFF;
    }

    private void maybe(List<String> words, double chance, String word) {
        if (random.nextDouble() < chance) {
            words.add(word);
        }
    }

    private String modification(String operation, boolean fd) {
        String letters = fd ? "IFLD" : "ILD";
        String elements = letters.substring(random.nextInt(letters.length()));
        return fd
                ? "-M %s:%s:%X.%X.%X.%s"
                        .formatted(
                                operation, elements, random.nextInt(), random.nextInt(4), random.nextInt(65), hex(64))
                : "-m %s:%s:%X.%X.%s".formatted(operation, elements, random.nextInt(), random.nextInt(16), hex(8));
    }

    /** From either end of the data. */
    private int place(int last) {
        return random.nextBoolean() ? random.nextInt(last + 1) : -1 - random.nextInt(last + 1);
    }

    private String crc8(int last) {
        String checksum = "-c %d:%d:%d:%X:%X:%s"
                .formatted(place(last), place(last), place(last), random.nextInt(256), random.nextInt(256), hex(256));
        return switch (random.nextInt(4)) {
            case 0 -> checksum;
            case 1 -> checksum + " -p 1:" + hex(1);
            case 2 -> checksum + " -p 2:" + hex(16);
            default -> checksum + " -p 3:";
        };
    }

    private String hex(int bytes) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < bytes; i++) {
            digits.append("%02X".formatted(random.nextInt(256)));
        }
        return digits.toString();
    }
}
