package org.buslane.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What iproute2's tc sent, and Linux 6.12 listed, under strace: interface 2222 and one that is called bl00000001. */
class SharedActionMessagesTest {
    private static final int NUMBER = 410_103_810;
    private static final TrafficFilter COUNTS = new TrafficFilter(
            2222, Side.EGRESS, 1, new TrafficMatch.CameFrom("bl00000001"), new TrafficAction.Count(NUMBER));

    /**
     * {@code tc filter add dev can1 egress protocol all prio 1 u32 match u32 0 0 at 0 indev bl00000001 action continue
     * index 410103810}, but for the order of match and action.
     */
    @Test
    void whereAFrameCameFromIsAnInterfacesNameBesideAKeyThatAllFramesHave() {
        assertThat(hex(TrafficMessages.add(COUNTS)))
                .isEqualTo(Wire.joined(
                        "94000000 2c00 0d06 00000000 00000000",
                        "00000000 ae080000 00000000 f3ffffff 00030100 0800 0100 75333200 6800 0200",
                        "2400 0500 01000100 00000000 00000000 00000000 00000000 00000000 00000000 00000000",
                        "0f00 0800 626c303030303030303100 00",
                        "3000 0700 2c00 0100 0900 0100 6761637400 000000",
                        "1c00 0280 1800 0200 02b07118 00000000 ffffffff 00000000 00000000"));
    }

    /** {@code tc filter add dev can1 ingress protocol all prio 7 matchall action ok index 65536}. */
    @Test
    void anActionThatFiltersShareHasANumber() {
        TrafficFilter pass = new TrafficFilter(
                2222, Side.INGRESS, 7, new TrafficMatch.All(), new TrafficAction.Pass(TrafficAction.LEAST_SHARED));
        assertThat(hex(TrafficMessages.add(pass)))
                .isEqualTo(Wire.joined(
                        "68000000 2c00 0d06 00000000 00000000",
                        "00000000 ae080000 00000000 f2ffffff 00030700",
                        "0d00 0100 6d61746368616c6c00 000000 3400 0200 3000 0200 2c00 0100 0900 0100 6761637400 000000",
                        "1c00 0280 1800 0200 00000100 00000000 00000000 00000000 00000000"));
    }

    @Test
    void aFilterIsReadBackAsItWasAdded() {
        assertThat(read("0f00 0800 626c303030303030303100 00"))
                .contains(new InstalledFilter.Known(
                        new FilterPlace(2222, Side.EGRESS, 1, "u32", 0x80000800),
                        COUNTS,
                        OptionalLong.of(0),
                        ActionCounters.NONE));
    }

    /** The kernel keeps an index and tells its name, if it still has one. */
    @Test
    void withoutTheInterfaceItIsToldAsAFilterOfAllFrames() {
        assertThat(read(""))
                .get()
                .extracting(filter -> ((InstalledFilter.Known) filter).filter().match())
                .isEqualTo(new TrafficMatch.IdWord(0, 0));
    }

    private static Optional<InstalledFilter> read(String cameFrom) {
        int more = cameFrom.isEmpty() ? 0 : 16;
        String options = "%02x01 0200".formatted(0x08 + more);
        String length = "%02x010000".formatted(0x3c + more);
        return TrafficMessages.read(
                Wire.message(
                        length + " 2c00 0200 3d64016b 35030000 00000000 ae080000 00080080 f3ffffff 00030100",
                        "0800 0100 75333200 0800 0b00 00000000",
                        options,
                        "2400 0500 01000100 00000000 00000000 00000000 00000000 00000000 00000000 00000000",
                        "0800 0200 00000080 0800 0b00 08000000",
                        "b000 0700 ac00 0100 0900 0100 6761637400 000000",
                        "5000 0400 0400 0600 1400 0100 0000000000000000 00000000 00000000",
                        "0400 0600 1400 0700 0000000000000000 00000000 00000000",
                        "0400 0600 1800 0300 00000000 00000000 00000000 00000000 00000000",
                        "0800 0a00 00000000",
                        "4400 0200 1800 0200 02b07118 00000000 ffffffff 01000000 01000000",
                        "0400 0400 2400 0100 2a00000000000000 2a00000000000000 0000000000000000 0000000000000000",
                        cameFrom,
                        "0400 0c00 1c00 0900 0000000000000000 0000000000000000 0000000000000000"),
                Side.EGRESS);
    }

    @Test
    void actionsAreReadAsTheKernelListsThem() {
        assertThat(ActionMessages.generics(Wire.message(
                        "d8000000 3200 0200 3d64016b 3a030000 00000000 0800 0300 01000000",
                        "bc00 0100 b800 0000 0900 0100 6761637400 000000 0400 0500",
                        "5000 0400 0400 0600 1400 0100 3000000000000000 03000000 00000000",
                        "0400 0600 1400 0700 0000000000000000 00000000 00000000",
                        "0400 0600 1800 0300 00000000 00000000 00000000 00000000 00000000",
                        "0c00 0900 00000000 03000000 0800 0a00 00000000",
                        "4000 0200 1800 0200 00000100 00000000 00000000 01000000 02000000",
                        "2400 0100 2500000000000000 2500000000000000 0000000000000000 0000000000000000")))
                .isEqualTo(List.of(new InstalledAction(
                        TrafficAction.LEAST_SHARED,
                        Optional.of(new TrafficAction.Pass(TrafficAction.LEAST_SHARED)),
                        2,
                        new ActionCounters(3, 48, 0, 0))));
    }

    @Test
    void aNumberThatTheKernelMayGiveAnybodyIsNotShared() {
        assertThatThrownBy(() -> new TrafficAction.Drop(0xFFFF))
                .hasMessage("the index of a shared action is 65536 or more, not 65535");
        assertThatThrownBy(() -> new TrafficMatch.CameFrom("a name")).hasMessageContaining("cannot be the name");
    }

    private static String hex(MessageWriter request) {
        return Wire.hex(request.message(0));
    }
}
