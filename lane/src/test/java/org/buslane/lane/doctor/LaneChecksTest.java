package org.buslane.lane.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.lane.doctor.Surveys.CAN0;
import static org.buslane.lane.doctor.Surveys.lane;
import static org.buslane.lane.doctor.Surveys.laneEnd;

import java.util.List;
import java.util.Optional;
import org.buslane.linux.netlink.Link;
import org.junit.jupiter.api.Test;

class LaneChecksTest {
    private static SeenLane promised(Optional<Link> end, boolean recorded, boolean fd, boolean copied) {
        return new SeenLane("bl00000001", "can0 of docker:seat", "can0", end, recorded, fd, copied, List.of());
    }

    private static List<String> found(SeenLane lane) {
        return new Surveys().lane(lane).found();
    }

    @Test
    void aLaneThatIsOnlyInTheRecordsIsGone() {
        assertThat(found(promised(Optional.empty(), true, true, false))).containsExactly("lane-gone bl00000001");
    }

    @Test
    void aLaneThatIsOnlyInTheKernelHasNoRecord() {
        assertThat(found(promised(Optional.of(laneEnd(72)), false, true, false)))
                .containsExactly("lane-without-record bl00000001");
    }

    @Test
    void whatWouldBeRepairedIsTold() {
        assertThat(new Surveys()
                        .lane(lane(laneEnd(72), "set bl00000001 up", "add rule"))
                        .findings())
                .singleElement()
                .extracting(Finding::what)
                .isEqualTo("(can0 of docker:seat) is not as it was promised, it takes: set bl00000001 up, and 1 more");
    }

    @Test
    void aLaneIsAsWideAsItsBusUnlessItIsToBeClassic() {
        assertThat(found(lane(laneEnd(16)))).containsExactly("lane-mtu bl00000001");
        assertThat(found(promised(Optional.of(laneEnd(16)), true, false, false)))
                .isEmpty();
        assertThat(new Surveys()
                        .with(Surveys.narrow(CAN0))
                        .lane(lane(laneEnd(72)))
                        .found())
                .containsExactly("lane-mtu bl00000001");
        assertThat(new Surveys()
                        .with(Surveys.narrow(CAN0))
                        .lane(lane(laneEnd(16)))
                        .found())
                .isEmpty();
    }

    @Test
    void aLaneWithoutABusIsToldOnceAndForTheBus() {
        assertThat(new Surveys().without(CAN0).lane(lane(laneEnd(72), "what")).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.check()).isEqualTo(Check.NO_BUS);
                    assertThat(finding.object()).isEqualTo("can0");
                    assertThat(finding.cure()).endsWith("sudo buslane detach bl00000001");
                });
    }

    @Test
    void aLaneThatIsCopiedNeedsTheAgent() {
        SeenLane copied = promised(Optional.empty(), true, true, true);
        assertThat(found(copied)).isEmpty();
        assertThat(new Surveys().withoutAgent().lane(copied).found()).containsExactly("copy-without-agent bl00000001");
    }

    @Test
    void lanesWantAnAgentAndNothingElseDoes() {
        assertThat(new Surveys().withoutAgent().found()).isEmpty();
        assertThat(new Surveys().withoutAgent().lane(lane(laneEnd(72))).found()).containsExactly("no-agent the agent");
    }
}
