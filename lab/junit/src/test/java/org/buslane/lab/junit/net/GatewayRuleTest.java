package org.buslane.lab.junit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GatewayRuleTest {
    @Test
    void aRuleComesWithItsCounters() {
        assertThat(GatewayRule.of("cangw -A -s can0 -d can1 -e -f 100:700 # 2 handled 1 dropped 0 deleted"))
                .isEqualTo(new GatewayRule("-A -s can0 -d can1 -e -f 100:700", 2, 1, 0));
    }

    @Test
    void anotherLineIsShown() {
        assertThatThrownBy(() -> GatewayRule.of("cangw: nothing")).hasMessageContaining("cangw: nothing");
    }
}
