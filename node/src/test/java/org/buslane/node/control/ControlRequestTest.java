package org.buslane.node.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlRequestTest {
    @Test
    void everyRequestReadsItsOwnLine() {
        for (ControlRequest request : new ControlRequest[] {
            new ControlRequest.Status(),
            new ControlRequest.Metrics(),
            new ControlRequest.Reload("/etc/node.yaml", "buses: [k\u00e4fer]\n# \"quoted\"\n", true),
            new ControlRequest.Reload("node.yaml", "", false),
            new ControlRequest.SetBus("can0", true),
            new ControlRequest.SetBus("vbus0", false)
        }) {
            assertThat(ControlRequest.parse(request.line())).isEqualTo(request);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stat", "status now", "bus", "bus up", "bus sideways can0", "bus up can0 can1", " "})
    void anythingElseIsRefusedWithWhatThereIs(String line) {
        assertThatThrownBy(() -> ControlRequest.parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + line
                        + "' is no request; there is: status, metrics, bus up NAME, bus down NAME, reload {...}");
    }
}
