package org.buslane.node.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.buslane.node.NodeException;
import org.junit.jupiter.api.Test;

class LaneExplanationTest {
    private static LaneExplanation.Question of(String id, boolean remote, boolean fd, boolean error) {
        return LaneExplanation.Question.of(id, remote, fd, error);
    }

    @Test
    void threeDigitsAreStandardAndEightExtended() {
        assertThat(of("7DF", false, false, false).word()).isEqualTo(0x7DF);
        assertThat(of("000007DF", false, false, false).word()).isEqualTo(0x800007DF);
        assertThat(of("18daf110", true, false, false).word()).isEqualTo(0xD8DAF110);
        assertThat(of("00000040", false, false, true).word()).isEqualTo(0x20000040);
    }

    @Test
    void anIdThatIsNoneIsSaidSo() {
        assertThatThrownBy(() -> of("7D", false, false, false))
                .isInstanceOf(NodeException.class)
                .hasMessage("an id has 3 hex digits or, extended, 8; '7D' has not");
        assertThatThrownBy(() -> of("800", false, false, false)).hasMessage("800 is beyond 7FF, the last standard id");
        assertThatThrownBy(() -> of("20000000", false, false, false))
                .hasMessage("20000000 is beyond 1FFFFFFF, the last extended id");
        assertThatThrownBy(() -> of("123", true, true, false)).hasMessage("there are no remote frames in CAN FD");
    }
}
