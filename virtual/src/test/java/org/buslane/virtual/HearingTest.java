package org.buslane.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.virtual.GatewayFixture.lane;
import static org.buslane.virtual.GatewayFixture.policy;

import java.util.List;
import org.buslane.core.bus.DropReason;
import org.buslane.core.policy.Policy;
import org.buslane.virtual.Program.Heard;
import org.buslane.virtual.raw.RawOptions;
import org.buslane.virtual.wire.Trailer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who hears whom on a bus with two lanes, and what trailers and options make of it. */
@Timeout(60)
class HearingTest {
    private static final int NEITHER = 0;

    private final GatewayFixture gateway = new GatewayFixture(GatewayFixture.config(
            1, lane("open", "can0", Policy.everything()), lane("narrow", "can0", policy("200-2FF", "100-1FF"))));

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void aLaneIsALocalHostAndTheOtherLanesAreTheWire() {
        Program writer = gateway.on("open").with(RawOptions.RECV_OWN_MSGS, 1);
        Program sameLane = gateway.on("open");
        Program otherLane = gateway.on("narrow");

        writer.send("234#11");
        writer.flush();

        assertThat(writer.drain()).extracting(Heard::flags).containsExactly(Trailer.LOCAL | Trailer.OWN);
        assertThat(sameLane.drain()).extracting(Heard::flags).containsExactly(Trailer.LOCAL);
        assertThat(otherLane.drain()).extracting(Heard::flags).containsExactly(NEITHER);
    }

    @Test
    void withoutLoopbackOnlyOtherLanesHear() {
        Program writer = gateway.on("open").with(RawOptions.RECV_OWN_MSGS, 1).with(RawOptions.LOOPBACK, 0);
        Program sameLane = gateway.on("open");
        Program otherLane = gateway.on("narrow");

        writer.send("234#11");
        writer.flush();

        assertThat(writer.drain()).isEmpty();
        assertThat(sameLane.drain()).isEmpty();
        assertThat(otherLane.texts()).containsExactly("234#11");
        assertThat(gateway.lane("open").read().dropped(DropReason.UNWANTED)).isEqualTo(2);
    }

    @Test
    void theSocketDecidesAboutItsOwnFrames() {
        Program writer = gateway.on("open");

        writer.send("001#");
        writer.with(RawOptions.RECV_OWN_MSGS, 1).send("002#");
        writer.with(RawOptions.RECV_OWN_MSGS, 0).send("003#");
        writer.flush();

        assertThat(writer.texts()).containsExactly("002#");
    }

    @Test
    void aLaneWritesAndReadsWhatItsPolicySays() {
        Program open = gateway.on("open");
        Program narrow = gateway.on("narrow");

        narrow.send("0FF#", "100#", "1FF#", "200#");
        narrow.flush();
        open.send("1FF#", "200#", "2FF#", "300#");
        open.flush();

        assertThat(open.texts()).containsExactly("100#", "1FF#");
        assertThat(narrow.texts()).containsExactly("200#", "2FF#");
        LaneStatus lane = gateway.lane("narrow");
        assertThat(lane.written().dropped(DropReason.DENIED)).isEqualTo(2);
        assertThat(lane.read().dropped(DropReason.DENIED)).isEqualTo(2);
    }

    /** The read policy is about what comes in from the bus; programs of one container talk as they like. */
    @Test
    void aLanesOwnFramesAreHeardInItWhateverItMayRead() {
        Program writer = gateway.on("narrow");
        Program reader = gateway.on("narrow");

        writer.send("123#");
        writer.flush();

        assertThat(reader.texts()).containsExactly("123#");
    }

    @Test
    void filtersChooseAmongWhatTheLaneMayRead() {
        Program open = gateway.on("open");
        Program one = gateway.on("narrow").with(RawOptions.FILTER, 0x234, 0x7ff);
        Program inverted = gateway.on("narrow").with(RawOptions.FILTER, 0x20000234, 0x7ff);
        Program none = gateway.on("narrow").with(RawOptions.FILTER);

        open.send("233#", "234#", "334#");
        open.flush();

        assertThat(one.texts()).containsExactly("234#");
        assertThat(inverted.texts()).containsExactly("233#");
        assertThat(none.texts()).isEmpty();
    }

    @Test
    void joinedFiltersMustAllBeMet() {
        Program writer = gateway.on("open");
        Program any = gateway.on("open").with(RawOptions.FILTER, 0x100, 0x700, 0x001, 0x00f);
        Program all = gateway.on("open")
                .with(RawOptions.FILTER, 0x100, 0x700, 0x001, 0x00f)
                .with(RawOptions.JOIN_FILTERS, 1);

        writer.send("102#", "201#", "101#", "202#");
        writer.flush();

        assertThat(any.texts()).containsExactly("102#", "201#", "101#");
        assertThat(all.texts()).containsExactly("101#");
    }

    @Test
    void errorFramesReachThoseWhoAskedForTheirClassInLanesThatAllowThem() {
        Program writer = gateway.on("open");
        Program deaf = gateway.on("open");
        Program busOff = gateway.on("open").with(RawOptions.ERR_FILTER, 0x40);
        Program onlyErrors =
                gateway.on("open").with(RawOptions.ERR_FILTER, 0x1fffffff).with(RawOptions.FILTER);
        Program notAllowed = gateway.on("narrow").with(RawOptions.ERR_FILTER, 0x1fffffff);

        writer.send("20000040#0000000000000000", "20000004#0001000000000000", "234#");
        writer.flush();

        assertThat(deaf.texts()).containsExactly("234#");
        assertThat(busOff.texts()).containsExactly("20000040#0000000000000000", "234#");
        assertThat(onlyErrors.texts()).containsExactly("20000040#0000000000000000", "20000004#0001000000000000");
        assertThat(notAllowed.texts()).containsExactly("234#");
    }

    @Test
    void aLaneWithoutTheRightForgesNoErrorFrames() {
        Program listening = gateway.on("open").with(RawOptions.ERR_FILTER, 0x1fffffff);
        Program writer = gateway.on("narrow");

        writer.send("20000140#0000000000000000");
        writer.flush();

        assertThat(listening.texts()).isEmpty();
        assertThat(gateway.lane("narrow").written().dropped(DropReason.DENIED)).isEqualTo(1);
    }

    @Test
    void frameKindsAreHeardByWhoAskedAndWrittenByWhoAsked() {
        Program writer = gateway.on("open");
        Program classic = gateway.on("open");
        Program fd = gateway.on("open").with(RawOptions.FD_FRAMES, 1);

        writer.send("123##1AA", "123#01");
        writer.with(RawOptions.FD_FRAMES, 1).send("124##1BB", "124#02");
        writer.flush();

        assertThat(classic.texts()).containsExactly("123#01", "124#02");
        // can_send() has set CANFD_FDF, which is 4, in what came through.
        assertThat(fd.texts()).containsExactly("123#01", "124##5BB", "124#02");
        assertThat(gateway.lane("open").written().dropped(DropReason.INVALID)).isEqualTo(1);
    }

    @Test
    void trailersTellWhichStampsTheSocketAskedFor() {
        Program writer = gateway.on("open");
        Program reader = gateway.on("open");

        writer.send("001#");
        writer.flush();
        reader.set(RawOptions.SOL_SOCKET, RawOptions.TIMESTAMPNS, 1);
        reader.set(RawOptions.SOL_SOCKET, RawOptions.RXQ_OVFL, 1);
        writer.send("002#");
        writer.flush();

        List<Heard> heard = reader.drain();
        assertThat(heard.get(0).flags()).isEqualTo(Trailer.LOCAL);
        assertThat(heard.get(1).flags()).isEqualTo(Trailer.LOCAL | Trailer.STAMPNS | Trailer.OVERFLOW);
        assertThat(heard.get(0).stamp())
                .isPositive()
                .isLessThanOrEqualTo(heard.get(1).stamp());
    }
}
