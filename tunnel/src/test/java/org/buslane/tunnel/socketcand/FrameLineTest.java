package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Set;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.testkit.Allocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text that socketcand 0.6.1 sent for these frames; of its dialects, what their sprintf makes. */
class FrameLineTest {
    private static final long STAMP = 1_795_211_619_243_320_999L;
    private static final Set<Dialect> NONE = Set.of();

    private final MemorySegment target = Wording.memory(FrameLine.MOST + 1);

    @ParameterizedTest
    @CsvSource({
        "123#DEADBEEF, < frame 123 1795211619.243320 DEADBEEF >",
        "12345678#1122, < frame 12345678 1795211619.243320 1122 >",
        "7FF#, < frame 7FF 1795211619.243320  >",
        "001#0102030405060708, < frame 001 1795211619.243320 0102030405060708 >",
        "00000001#01, < frame 00000001 1795211619.243320 01 >",
        "123#1122334455667788_E, < frame 123 1795211619.243320 1122334455667788 >",
        "123#R4, -",
        "123##5AABB, -",
        "20000004#0001000000000000, -",
        "45123#81:00:12345678#1122, -"
    })
    void rawModeTellsOfDataFramesOnly(String frame, String line) {
        assertThat(raw(frame, NONE, 0)).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource({
        "20000004#0001000000000000, 4, < error 004 1795211619.243320 >",
        "20000004#0001000000000000, 1FFFFFFB, -",
        "20000204#0001000000000000, 1FFFFFFF, < error 204 1795211619.243320 >",
        "20001004#0001000000000000, 4, < error 1004 1795211619.243320 >"
    })
    void ofErrorFramesItTellsTheClassIfItIsAskedFor(String frame, String mask, String line) {
        assertThat(raw(frame, NONE, Integer.parseInt(mask, 16))).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource({
        "123##5AABB, FDFRAME, < fdframe 123 1795211619.243320 AABB >",
        "123#AABB, FDFRAME, < frame 123 1795211619.243320 AABB >",
        "12345678##4AABB, LONG_FRAME, < frame 12345678 1795211619.243320 AABB >",
        "123#R4, RTR, < rtr 123 1795211619.243320 4 >",
        "12345678#R, RTR, < rtr 12345678 1795211619.243320 0 >",
        "123#R4, FDFRAME, -",
        "123##4, RTR, -"
    })
    void aDialectHasMore(String frame, Dialect dialect, String line) {
        assertThat(raw(frame, Set.of(dialect), 0)).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource({
        "123#DEADBEEF, < frame 123 1795211619.243320 DE AD BE EF  >",
        "12345678#11, < frame 12345678 1795211619.243320 11  >",
        "7FF#, < frame 7FF 1795211619.243320  >",
        "20000004#0001000000000000, < error 20000004 1795211619.243320 00 01 00 00 00 00 00 00  >",
        "20000004#0001, -",
        "123#R2, < frame 123 1795211619.243320 00 00  >",
        "123##5AABB, -"
    })
    void bcmModeHasBlanksBetweenTheBytes(String frame, String line) {
        MemorySegment struct = Wording.struct(frame);
        int size = new FrameLine(NONE, 0).bcm(struct, 0, (int) struct.byteSize(), STAMP, target, 1);
        assertThat(said(size)).isEqualTo(line);
    }

    @Test
    void theLongestLineHasRoom() {
        String line = raw("1FFFFFFF##7" + "A5".repeat(64), Set.of(Dialect.FDFRAME), 0);
        assertThat(line).hasSizeLessThan(FrameLine.MOST - 10).endsWith("A5 >");
    }

    @Test
    void timesHaveSixDigitsBehindThePoint() {
        MemorySegment struct = Wording.struct("001#");
        FrameLine line = new FrameLine(NONE, 0);
        assertThat(said(line.raw(struct, 0, 16, 0, target, 1))).isEqualTo("< frame 001 0.000000  >");
        assertThat(said(line.raw(struct, 0, 16, 1_000_001_000, target, 1))).isEqualTo("< frame 001 1.000001  >");
    }

    @Test
    void aLineAllocatesNothing() {
        FrameLine line = new FrameLine(NONE, 0);
        MemorySegment struct = Wording.struct("12345678#1122334455667788");
        assertThat(Allocation.fewestBytes(() -> {
                    line.raw(struct, 0, FrameLayout.CLASSIC_SIZE, STAMP, target, 1);
                    line.bcm(struct, 0, FrameLayout.CLASSIC_SIZE, STAMP, target, 1);
                }))
                .isZero();
    }

    private String raw(String frame, Set<Dialect> dialects, int errorMask) {
        MemorySegment struct = Wording.struct(frame);
        return said(new FrameLine(dialects, errorMask).raw(struct, 0, (int) struct.byteSize(), STAMP, target, 1));
    }

    private String said(int size) {
        return size == 0 ? "-" : Wording.text(target, 1, size);
    }
}
