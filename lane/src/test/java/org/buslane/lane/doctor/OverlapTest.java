package org.buslane.lane.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.buslane.linux.netlink.GatewayFilter;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class OverlapTest {
    private static final int EXTENDED = 0x80000000;
    private static final int REMOTE = 0x40000000;
    private static final int INVERTED = 0x20000000;
    private static final int ERROR = 0x20000000;
    private static final int STANDARD = 0x7FF;

    /** Of all bits of an id these stand for the others: two that both lengths have, and one that only the long one has. */
    private static final int[] BITS = {EXTENDED, REMOTE, 0x1, 0x2, 0x800};

    private static final int PAIRS = 20_000;

    private static boolean overlap(int id, int mask, int otherId, int otherMask) {
        return Overlap.isThere(new GatewayFilter(id, mask), new GatewayFilter(otherId, otherMask), false);
    }

    @Test
    void filtersForDifferentIdsShareNothing() {
        assertThat(overlap(0x123, 0xC00007FF, 0x124, 0xC00007FF)).isFalse();
        assertThat(overlap(0x123, 0xC00007FF, 0x123, 0x7FF)).isTrue();
        assertThat(overlap(0x80000123, 0xDFFFFFFF, 0x123, 0xC00007FF)).isFalse();
        assertThat(overlap(0, 0, 0x7DF, 0x7FF)).isTrue();
    }

    @Test
    void errorFramesAreHeardByRulesForThemOnly() {
        assertThat(overlap(0, 0x3FFFFFFF, 0, 0)).isFalse();
        assertThat(overlap(0, ERROR | 0x40, 0, ERROR | 0x20)).isTrue();
    }

    @Test
    void allOthersIsWhatItSays() {
        assertThat(overlap(INVERTED | 0x123, 0xC00007FF, 0x123, 0xC00007FF)).isFalse();
        assertThat(overlap(INVERTED | 0x123, 0xC00007FF, 0x124, 0xC00007FF)).isTrue();
        assertThat(overlap(INVERTED, 0, 0x124, 0xC00007FF)).isFalse();
        assertThat(overlap(INVERTED | 0x123, 0xC00007FF, INVERTED | 0x124, 0xC00007FF))
                .isTrue();
    }

    /** As can_rcv_filter of net/can/af_can.c takes frames, with what can_rx_register makes of a filter. */
    private static boolean passes(GatewayFilter filter, int word) {
        int mask = filter.mask();
        if ((mask & EXTENDED) != 0 && (filter.id() & EXTENDED) == 0) {
            mask &= STANDARD | EXTENDED | REMOTE;
        }
        boolean equal = (word & mask) == (filter.id() & mask);
        return ((filter.id() & INVERTED) != 0) != equal;
    }

    private static IntStream frames(boolean fd) {
        return IntStream.range(0, 1 << BITS.length)
                .map(OverlapTest::word)
                .filter(word -> (word & EXTENDED) != 0 || (word & ~REMOTE & ~STANDARD) == 0)
                .filter(word -> !fd || (word & REMOTE) == 0);
    }

    private static int word(int choice) {
        return IntStream.range(0, BITS.length)
                .filter(place -> (choice >> place & 1) != 0)
                .map(place -> BITS[place])
                .reduce(0, (left, right) -> left | right);
    }

    @RepeatedTest(3)
    void itSaysWhatTryingEveryFrameSays() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int pair = 0; pair < PAIRS; pair++) {
            GatewayFilter one = filter(random);
            GatewayFilter other = filter(random);
            boolean fd = random.nextBoolean();
            boolean tried = frames(fd).anyMatch(word -> passes(one, word) && passes(other, word));
            boolean bothInverted = (one.id() & other.id() & INVERTED) != 0;
            boolean said = Overlap.isThere(one, other, fd);
            // Of two inverted ones it may say more than there is.
            assertThat((bothInverted && said) || said == tried)
                    .as("seed %d: %s and %s, fd %s, share frames: %s", seed, one, other, fd, tried)
                    .isTrue();
        }
    }

    private static GatewayFilter filter(Random random) {
        int most = 1 << BITS.length;
        int inverted = random.nextInt(4) == 0 ? INVERTED : 0;
        return new GatewayFilter(word(random.nextInt(most)) | inverted, word(random.nextInt(most)));
    }
}
