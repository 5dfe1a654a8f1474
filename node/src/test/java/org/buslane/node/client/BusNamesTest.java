package org.buslane.node.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.buslane.node.NodeException;
import org.junit.jupiter.api.Test;

class BusNamesTest {
    @Test
    void framesGoWhereTheyCameFromIfNothingIsSaid() {
        assertThat(BusNames.parse(List.of()).bus("can0")).isEqualTo("can0");
    }

    @Test
    void aBusAloneTakesEveryFrame() {
        BusNames names = BusNames.parse(List.of("vbus0"));
        assertThat(names.bus("can0")).isEqualTo("vbus0");
        assertThat(names.bus("vcan7")).isEqualTo("vbus0");
    }

    @Test
    void oneInterfaceMayGoElsewhere() {
        BusNames names = BusNames.parse(List.of("can1=can0", "can3=can0"));
        assertThat(names.bus("can1")).isEqualTo("can0");
        assertThat(names.bus("can2")).isEqualTo("can2");
        assertThat(BusNames.parse(List.of("can1=a", "b")).bus("can2")).isEqualTo("b");
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        for (String text : List.of("", "=", "a=", "=a")) {
            assertThatThrownBy(() -> BusNames.parse(List.of(text)))
                    .isInstanceOf(NodeException.class)
                    .hasMessage("'" + text + "' is neither BUS nor FROM=BUS");
        }
        assertThatThrownBy(() -> BusNames.parse(List.of("a", "b")))
                .hasMessage("frames can go to a or to b, not to both");
        assertThatThrownBy(() -> BusNames.parse(List.of("a=b", "a=c")))
                .hasMessage("frames of a can go to one bus only");
    }
}
