package org.buslane.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PropertyTest {
    private static final Bytes BYTES = new Bytes(0, 64);

    @Test
    void everyCaseIsChecked() {
        List<byte[]> seen = new ArrayList<>();
        Property.holds(20, 1, BYTES, seen::add);
        assertThat(seen).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void theSeedOfAFailureBringsTheSameCaseFirst() {
        Property.Check<byte[]> check = bytes -> assertThat(bytes.length).isLessThan(60);
        Throwable failure = catchThrowable(() -> Property.holds(10_000, 1, BYTES, check));
        Matcher seed = Pattern.compile("-Dbuslane.seed=(-?\\d+), fails").matcher(failure.getMessage());
        assertThat(seed.find()).isTrue();
        assertThatThrownBy(() -> Property.holds(1, Long.parseLong(seed.group(1)), BYTES, check))
                .hasMessageContaining("case 0, -Dbuslane.seed=" + seed.group(1));
    }

    @Test
    void aFailureIsToldForTheSmallestCaseFound() {
        Gen<byte[]> zeros = new Gen<>() {
            @Override
            public byte[] next(RandomGenerator random) {
                return new byte[40];
            }

            @Override
            public List<byte[]> smaller(byte[] value) {
                return BYTES.smaller(value);
            }
        };
        assertThatThrownBy(() -> Property.holds(
                        1, 1, zeros, bytes -> assertThat(bytes.length).isLessThan(3)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("fails for 000000")
                .hasMessageContaining("comes from " + "00".repeat(40));
    }
}
