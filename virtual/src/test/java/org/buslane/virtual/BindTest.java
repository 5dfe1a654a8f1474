package org.buslane.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.virtual.GatewayFixture.can;

import java.util.ArrayList;
import java.util.List;
import org.buslane.core.bus.DropReason;
import org.buslane.core.policy.Policy;
import org.buslane.linux.Errno;
import org.buslane.virtual.Program.Heard;
import org.buslane.virtual.wire.Trailer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Binding to an interface, to all, to another, and frames with an address. */
@Timeout(60)
class BindTest {
    private static final int ALL = 0;

    private final GatewayFixture gateway = new GatewayFixture(GatewayFixture.config(
            3, GatewayFixture.wideLane("two", 2), GatewayFixture.lane("third", "can2", Policy.everything())));

    @AfterEach
    void close() {
        gateway.close();
    }

    private Program bound(int index) {
        Program program = gateway.program("two");
        assertThat(program.bind(index)).isZero();
        return program;
    }

    @Test
    void oneInterfaceIsHeardOrAllAndEachFrameSaysWhereItCameIn() {
        Program zero = bound(can(0));
        Program one = bound(can(1));
        Program all = bound(ALL);

        zero.send("000#");
        zero.flush();
        one.send("111#");
        one.flush();

        assertThat(zero.drain()).isEmpty();
        assertThat(one.drain()).isEmpty();
        assertThat(all.drain()).extracting(Heard::index).containsExactly(can(0), can(1));
    }

    @Test
    void aSocketThatIsNotBoundHearsNothingAndWritesNothing() {
        Program writer = bound(can(0));
        Program idle = gateway.program("two");

        writer.send("001#");
        writer.flush();
        idle.send("002#");
        idle.flush();

        assertThat(idle.drain()).isEmpty();
        assertThat(writer.drain()).isEmpty();
        assertThat(gateway.lane("two").written().dropped(DropReason.UNBOUND)).isEqualTo(1);
    }

    @Test
    void bindingAnewLeavesTheOldInterface() {
        Program writer = bound(can(1));
        Program reader = bound(can(0));

        writer.send("001#");
        writer.flush();
        assertThat(reader.bind(can(1))).isZero();
        writer.send("002#");
        writer.flush();
        assertThat(reader.bind(can(1))).isZero();
        writer.send("003#");
        writer.flush();
        assertThat(reader.bind(ALL)).isZero();
        writer.send("004#");
        writer.flush();

        assertThat(reader.texts()).containsExactly("002#", "003#", "004#");
    }

    @Test
    void anInterfaceThatIsNotThereIsNoDeviceAndTheOldOneStays() {
        Program writer = bound(can(0));
        Program reader = bound(can(0));

        for (int index : List.of(1, 20000, can(2), can(3), -1)) {
            assertThat(reader.bind(index)).as("index %d", index).isEqualTo(Errno.ENODEV);
        }
        writer.send("001#");
        writer.flush();

        assertThat(reader.texts()).containsExactly("001#");
    }

    @Test
    void aSocketBoundToAllWritesOnlyWithAnAddress() {
        Program reader = bound(ALL);
        Program writer = bound(ALL);

        writer.send("001#");
        writer.sendTo(can(1), "002#");
        writer.flush();

        assertThat(reader.texts()).containsExactly("002#");
        assertThat(gateway.lane("two").written().dropped(DropReason.UNBOUND)).isEqualTo(1);
    }

    @Test
    void anAddressGoesBeforeTheBoundInterface() {
        Program zero = bound(can(0));
        Program one = bound(can(1));
        Program unbound = gateway.program("two");

        zero.sendTo(can(1), "001#");
        zero.sendTo(can(0), "002#");
        zero.flush();
        unbound.sendTo(can(1), "003#");
        unbound.flush();

        assertThat(one.texts()).containsExactly("001#", "003#");
        assertThat(zero.drain()).isEmpty();
    }

    @Test
    void anAddressOfAnotherLaneLeadsNowhere() {
        Program third = gateway.program("third");
        assertThat(third.bind(can(2))).isZero();
        Program writer = bound(can(0));

        writer.sendTo(can(2), "001#");
        writer.sendTo(ALL, "002#");
        writer.sendTo(77, "003#");
        writer.flush();

        assertThat(third.drain()).isEmpty();
        assertThat(gateway.lane("two").written().dropped(DropReason.UNBOUND)).isEqualTo(3);
    }

    @Test
    void whoHearsAllInterfacesHearsFramesInTheOrderTheyWereWritten() {
        Program all = bound(ALL);
        Program writer = gateway.program("two");
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String frame = "%03X#%02X".formatted(i, i);
            written.add(frame);
            writer.sendTo(can(i / 3 % 2), frame);
        }
        writer.flush();

        List<Heard> heard = all.drain();

        assertThat(heard).extracting(Heard::text).isEqualTo(written);
        for (int i = 0; i < 100; i++) {
            assertThat(heard.get(i).index()).isEqualTo(can(i / 3 % 2));
        }
    }

    @Test
    void bindingToAnInterfaceThatIsDownIsToldByAnEvent() {
        gateway.up("can1", false);

        Program down = bound(can(1));
        Program all = bound(ALL);

        assertThat(down.drain()).singleElement().satisfies(event -> {
            assertThat(event.frame()).isEmpty();
            assertThat(event.flags()).isEqualTo(Trailer.EVENT | Trailer.TOLD);
            assertThat(event.error()).isEqualTo(Errno.ENETDOWN);
            assertThat(event.index()).isEqualTo(can(1));
        });
        assertThat(all.drain()).isEmpty();
    }

    @Test
    void anInterfaceGoingDownIsToldToThoseBoundToItAndToNobodyElse() {
        Program zero = bound(can(0));
        Program one = bound(can(1));
        Program all = bound(ALL);
        Program unbound = gateway.program("two");

        gateway.up("can1", false);
        gateway.up("can1", false);

        assertThat(one.drain()).extracting(Heard::error).containsExactly(Errno.ENETDOWN);
        assertThat(zero.drain()).isEmpty();
        assertThat(all.drain()).isEmpty();
        assertThat(unbound.drain()).isEmpty();
    }

    @Test
    void framesForAnInterfaceThatIsDownAreCountedAndItComesUpAgain() {
        Program all = bound(ALL);
        Program writer = gateway.program("two");
        gateway.up("can1", false);

        writer.sendTo(can(0), "001#");
        writer.sendTo(can(1), "002#");
        writer.flush();
        gateway.up("can1", true);
        writer.sendTo(can(1), "003#");
        writer.flush();

        assertThat(all.texts()).containsExactly("001#", "003#");
        assertThat(gateway.lane("two").written().dropped(DropReason.DOWN)).isEqualTo(1);
    }

    @Test
    void aBusThatIsNotThereGoesNeitherUpNorDown() {
        gateway.up("can9", false);

        assertThat(gateway.status().buses()).allMatch(BusStatus::up);
    }
}
