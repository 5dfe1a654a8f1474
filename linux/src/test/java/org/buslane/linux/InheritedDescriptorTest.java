package org.buslane.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class InheritedDescriptorTest {
    private static final int PID = 77;

    @Test
    void descriptorsStartAtThreeInTheOrderOfTheirNames() {
        assertThat(InheritedDescriptor.parse(
                        Map.of("LISTEN_PID", "77", "LISTEN_FDS", "3", "LISTEN_FDNAMES", "bus:lane:bus"), PID))
                .containsExactly(
                        new InheritedDescriptor("bus", 3),
                        new InheritedDescriptor("lane", 4),
                        new InheritedDescriptor("bus", 5));
    }

    @Test
    void withoutNamesTheyAreUnknown() {
        assertThat(InheritedDescriptor.parse(Map.of("LISTEN_PID", "77", "LISTEN_FDS", "1"), PID))
                .containsExactly(new InheritedDescriptor("unknown", 3));
    }

    @Test
    void thoseOfAnotherProcessAreNotOurs() {
        assertThat(InheritedDescriptor.parse(Map.of("LISTEN_PID", "78", "LISTEN_FDS", "1"), PID))
                .isEmpty();
        assertThat(InheritedDescriptor.parse(Map.of("LISTEN_FDS", "1"), PID)).isEmpty();
        assertThat(InheritedDescriptor.parse(Map.of(), PID)).isEmpty();
    }

    @Test
    void noneIsNone() {
        assertThat(InheritedDescriptor.parse(Map.of("LISTEN_PID", "77", "LISTEN_FDS", "0", "LISTEN_FDNAMES", ""), PID))
                .isEmpty();
    }

    @Test
    void contradictionsAndNonsenseAreRefusedInOneSentence() {
        assertThatThrownBy(() -> InheritedDescriptor.parse(
                        Map.of("LISTEN_PID", "77", "LISTEN_FDS", "2", "LISTEN_FDNAMES", "bus"), PID))
                .hasMessage("LISTEN_FDNAMES names 1 descriptors, LISTEN_FDS says 2");
        assertThatThrownBy(() -> InheritedDescriptor.parse(Map.of("LISTEN_PID", "77", "LISTEN_FDS", "many"), PID))
                .hasMessage("LISTEN_FDS is not a number from 0 on: 'many'");
        assertThatThrownBy(() -> InheritedDescriptor.parse(Map.of("LISTEN_PID", "77", "LISTEN_FDS", "-1"), PID))
                .hasMessage("LISTEN_FDS is not a number from 0 on: '-1'");
        assertThatThrownBy(() -> InheritedDescriptor.parse(Map.of("LISTEN_PID", "77", "LISTEN_FDS", "2000000000"), PID))
                .hasMessage("LISTEN_FDS is more than a process can have: 2000000000");
    }
}
