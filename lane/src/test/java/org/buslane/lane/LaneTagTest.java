package org.buslane.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LaneTagTest {
    @Test
    void whatIsWrittenIsRead() {
        LaneTag tag = new LaneTag(4026532200L, "can0", "vxcan1", "docker:seat service");
        assertThat(LaneTag.parse(tag.alias())).contains(tag);
    }

    @Test
    void anAliasOfOthersIsNone() {
        assertThat(LaneTag.parse("")).isEmpty();
        assertThat(LaneTag.parse("buslane")).isEmpty();
        assertThat(LaneTag.parse("uplink to the truck")).isEmpty();
        assertThat(LaneTag.parse("buslane 1 ns=x bus=can0 name=can0 owner=a")).isEmpty();
    }

    @Test
    void aLongOwnerIsCutToWhatTheKernelTakes() {
        String alias = new LaneTag(1, "can0", "can0", "ü".repeat(300)).alias();
        assertThat(alias.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(255);
        assertThat(LaneTag.parse(alias)).isPresent();
    }
}
