package org.buslane.node.buses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalInt;
import org.buslane.linux.netlink.BitTiming;
import org.buslane.node.NodeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({"500000, 500000", "500k, 500000", "83.3K, 83300", "2M, 2000000", "2.5M, 2500000", "1.5k, 1500", "1, 1"})
    void aBitRateMayHaveAUnit(String text, int bits) {
        assertThat(Quantities.timing("--bitrate", text, "", Optional.empty())).isEqualTo(BitTiming.of(bits));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "-1", "500x", "k", "0.5", "1e6", "3000M", "999999999999", "500 k", "0x10", "1.0005k"})
    void anotherIsNamed(String text) {
        assertThatThrownBy(() -> Quantities.timing("--bitrate", text, "", Optional.empty()))
                .isInstanceOf(NodeException.class)
                .hasMessage("--bitrate is a number of bits per second such as 500000, 500k or 2M, not '%s'", text);
    }

    @ParameterizedTest
    @CsvSource({".875, 875", "0.8, 800", "0.05, 50"})
    void aSamplePointIsAPartOfABit(String text, int tenths) {
        assertThat(Quantities.timing("--bitrate", "1M", "--sample-point", Optional.of(text))
                        .samplePoint())
                .isEqualTo(OptionalInt.of(tenths));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0.0", "1", "1.5", "87.5%", ".8755", "-.5"})
    void anotherOneIsNamed(String text) {
        assertThatThrownBy(() -> Quantities.timing("--bitrate", "1M", "--sample-point", Optional.of(text)))
                .isInstanceOf(NodeException.class)
                .hasMessage("--sample-point is a part of a bit such as 0.875, not '%s'", text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "many", "1.5", "9999999999"})
    void aCountIsFromZeroOn(String text) {
        assertThat(Quantities.count("--restart-ms", "0")).isZero();
        assertThatThrownBy(() -> Quantities.count("--restart-ms", text))
                .isInstanceOf(NodeException.class)
                .hasMessage("--restart-ms is a number from 0 on, not '%s'", text);
    }

    @ParameterizedTest
    @CsvSource({"100ms, 100", "1s, 1000", "2147483s, 2147483000", "never, 0"})
    void aTimeHasAUnit(String text, int millis) {
        assertThat(Quantities.millis("restart", text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0ms", "0s", "100", "-1s", "1.5s", "1 s", "2147484s", "1m", "Never"})
    void anotherTimeIsNamed(String text) {
        assertThatThrownBy(() -> Quantities.millis("restart", text))
                .isInstanceOf(NodeException.class)
                .hasMessage("restart is a time such as 100ms or 1s, or never, not '%s'", text);
    }
}
