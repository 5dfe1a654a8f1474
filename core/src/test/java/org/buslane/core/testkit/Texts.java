package org.buslane.core.testkit;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Texts near a grammar and far from it: pieces of the given alphabet, one in eight characters any at
 * all. Shrinks by halves.
 *
 * @param pieces what the grammar is made of
 * @param most pieces at most
 */
public record Texts(List<String> pieces, int most) implements Gen<String> {
    @Override
    public String next(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(most + 1); left > 0; left--) {
            if (random.nextInt(8) == 0) {
                text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
            } else {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
        }
        return text.toString();
    }

    @Override
    public List<String> smaller(String value) {
        if (value.isEmpty()) {
            return List.of();
        }
        int half = value.length() / 2;
        return List.of(
                value.substring(0, half),
                value.substring(half + value.length() % 2),
                value.substring(1),
                value.substring(0, value.length() - 1));
    }
}
