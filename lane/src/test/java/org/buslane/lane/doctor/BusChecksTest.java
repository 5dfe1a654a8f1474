package org.buslane.lane.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.lane.doctor.Surveys.CAN0;
import static org.buslane.lane.doctor.Surveys.lane;
import static org.buslane.lane.doctor.Surveys.laneEnd;
import static org.buslane.lane.doctor.Surveys.link;

import java.util.List;
import java.util.Optional;
import org.buslane.linux.netlink.CanSettings;
import org.buslane.linux.netlink.CanState;
import org.buslane.linux.netlink.Link;
import org.junit.jupiter.api.Test;

class BusChecksTest {
    private static final Optional<Integer> BITRATE = Optional.of(500_000);

    private static List<String> found(CanSettings card) {
        return new Surveys().card(CAN0, card).found();
    }

    @Test
    void aBusThatIsDownMattersToItsLanes() {
        assertThat(new Surveys().with(Surveys.down(CAN0)).found()).isEmpty();
        assertThat(new Surveys()
                        .with(Surveys.down(CAN0))
                        .lane(lane(laneEnd(72)))
                        .found())
                .containsExactly("bus-down can0");
    }

    @Test
    void aCardThatWasNeverSetIsTold() {
        assertThat(new Surveys()
                        .with(Surveys.down(CAN0))
                        .card(CAN0, Surveys.card(Optional.empty(), 0, CanState.STOPPED))
                        .lane(lane(laneEnd(72)))
                        .found())
                .containsExactly("no-bit-rate can0");
    }

    @Test
    void aCardThatIsDownMayYetBeTold() {
        assertThat(new Surveys()
                        .with(Surveys.down(CAN0))
                        .card(CAN0, Surveys.card(BITRATE, 0, CanState.STOPPED))
                        .found())
                .isEmpty();
    }

    @Test
    void whatIsWrongOnTheWireIsToldWithTheCounters() {
        assertThat(new Surveys()
                        .card(CAN0, Surveys.card(BITRATE, 100, CanState.BUS_OFF))
                        .findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.check()).isEqualTo(Check.BUS_OFF);
                    assertThat(finding.what())
                            .isEqualTo("is bus-off, with an error counter of 128 for sending and 5 for receiving");
                });
        assertThat(found(Surveys.card(BITRATE, 100, CanState.ERROR_PASSIVE))).containsExactly("error-passive can0");
        assertThat(found(Surveys.card(BITRATE, 100, CanState.ERROR_WARNING))).isEmpty();
    }

    @Test
    void aCardThatStaysOffAfterBusOffIsAHint() {
        assertThat(found(Surveys.card(BITRATE, 0, CanState.ERROR_ACTIVE))).containsExactly("no-restart can0");
    }

    @Test
    void aCardsUsualQueueIsShort() {
        Link can = link(CAN0, "can0", "can", 0x10001, 16);
        Link usual = new Link(
                can.index(),
                can.name(),
                can.kind(),
                can.hardware(),
                can.flags(),
                can.mtu(),
                can.alias(),
                can.peer(),
                can.peerNamespace(),
                can.master(),
                10,
                can.statistics());
        assertThat(new Surveys()
                        .with(usual)
                        .card(CAN0, Surveys.card(BITRATE, 100, CanState.ERROR_ACTIVE))
                        .found())
                .containsExactly("short-queue can0");
        assertThat(new Surveys().with(usual).found()).as("no card").isEmpty();
    }

    @Test
    void overrunsAreToldWithTheirNumber() {
        assertThat(new Surveys()
                        .with(Surveys.overrun(link(CAN0, "can0", "can", 0x10001, 16), 7))
                        .findings())
                .singleElement()
                .extracting(Finding::what)
                .isEqualTo("lost frames in overruns: 7");
    }
}
