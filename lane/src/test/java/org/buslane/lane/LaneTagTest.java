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

    /** Whoever copies the alias of one, or renames one, has made something that is not ours to change. */
    @Test
    void anInterfaceThatIsNotCalledLikeALaneIsNone() {
        String alias = new LaneTag(4026532200L, "can0", "can0", "docker:seat").alias();
        assertThat(LaneTag.of(Scenes.link(7, "bl00112233", "vxcan", 72, alias))).isPresent();
        assertThat(LaneTag.of(Scenes.link(7, "can7", "vcan", 72, alias))).isEmpty();
        assertThat(LaneTag.of(Scenes.link(7, "blower", "vxcan", 72, alias))).isEmpty();
    }

    @Test
    void aLongOwnerIsCutToWhatTheKernelTakes() {
        String alias = new LaneTag(1, "can0", "can0", "ü".repeat(300)).alias();
        assertThat(alias.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(255);
        assertThat(LaneTag.parse(alias)).isPresent();
    }
}
