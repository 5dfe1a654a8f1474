package org.buslane.node.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.buslane.node.NodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpFiltersTest {
    @Test
    void withoutFiltersEveryDataFramePasses() {
        assertThat(DumpFilters.parse(List.of())).isEqualTo(new DumpFilters(List.of(), 0, false));
    }

    @Test
    void anIdOfEightDigitsIsExtended() {
        assertThat(DumpFilters.parse(List.of("123:7FF", "00000123:1FFFFFFF")).idMaskPairs())
                .containsExactly(0x123, 0x7ff, 0x80000123, 0x1fffffff);
    }

    @Test
    void aTildeInverts() {
        assertThat(DumpFilters.parse(List.of("123~7FF", "12345678~DFFFFFFF")).idMaskPairs())
                .containsExactly(0x20000123, 0x7ff, 0xb2345678, 0xdfffffff);
    }

    @Test
    void theErrorBitOfAMaskIsClearedAsCandumpDoes() {
        assertThat(DumpFilters.parse(List.of("0:FFFFFFFF")).idMaskPairs()).containsExactly(0, 0xdfffffff);
    }

    @Test
    void errorClassesAndJoinStandBesideTheIds() {
        assertThat(DumpFilters.parse(List.of("#FFFFFFFF", "J,100:700,200~F00")))
                .isEqualTo(new DumpFilters(
                        List.of(new DumpFilters.IdFilter(0x100, 0x700), new DumpFilters.IdFilter(0x20000200, 0xf00)),
                        0x1fffffff,
                        true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",", "123", "123:", ":7FF", "12G:7FF", "123:7FF:1", "1:2~3", "123456789:0", "#", "#X", "jj"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> DumpFilters.parse(List.of(text)))
                .isInstanceOf(NodeException.class)
                .hasMessage("'" + text
                        + "' is no filter: there is ID:MASK, ID~MASK (all but), #ERRORMASK and j (join), all in hex");
    }

    @Test
    void moreThanTheKernelTakesIsRefused() {
        assertThatThrownBy(() -> DumpFilters.parse(List.of("1:1,".repeat(513))))
                .isInstanceOf(NodeException.class)
                .hasMessage("a socket takes at most 512 id filters, not 513");
    }
}
