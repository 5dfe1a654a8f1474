package org.buslane.core.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Byte arrays of any content: what a stranger may send. Shrinks by halves. */
public record Bytes(int atLeast, int atMost) implements Gen<byte[]> {
    @Override
    public byte[] next(RandomGenerator random) {
        byte[] bytes = new byte[random.nextInt(atLeast, atMost + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public List<byte[]> smaller(byte[] value) {
        int half = value.length / 2;
        if (half < atLeast || value.length == 0) {
            return List.of();
        }
        return List.of(
                Arrays.copyOf(value, half),
                Arrays.copyOfRange(value, value.length - half, value.length),
                Arrays.copyOf(value, value.length - 1));
    }
}
