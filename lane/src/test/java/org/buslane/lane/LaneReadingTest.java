package org.buslane.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.buslane.linux.netlink.ActionCounters;
import org.buslane.linux.netlink.Conform;
import org.buslane.linux.netlink.GatewayRule;
import org.buslane.linux.netlink.InstalledAction;
import org.buslane.linux.netlink.InstalledPolice;
import org.buslane.linux.netlink.InstalledRule;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.Police;
import org.junit.jupiter.api.Test;

class LaneReadingTest {
    private static final int INDEX = 123_456;
    private static final Link LANE =
            Scenes.link(INDEX, "bl0000cafe", "vxcan", 72, "buslane 1 ns=5 bus=can0 name=can0 owner=x");
    private static final Link OTHER =
            Scenes.link(INDEX + 1, "bl0000beef", "vxcan", 72, "buslane 1 ns=6 bus=can0 name=can0 owner=y");

    private static InstalledAction action(int lane, int part, long frames) {
        return new InstalledAction(
                ActionNumbers.of(lane, part), Optional.empty(), 1, new ActionCounters(frames, 0, 0, 0));
    }

    private static InstalledPolice rate(int part, Conform conform, long frames, long over) {
        int number = ActionNumbers.of(INDEX, part);
        return new InstalledPolice(
                number,
                Optional.of(Police.of(5, 1, conform).shared(number)),
                1,
                new ActionCounters(frames, 0, over, over));
    }

    private static Optional<LaneReading> reading(
            List<InstalledRule> rules, List<InstalledPolice> rates, List<InstalledAction> actions) {
        return new LaneSurvey(List.of(LANE, OTHER), rules, rates, actions, Map.of()).reading(LANE);
    }

    @Test
    void whatIsAllowedIsWhatNoRateLimitsAndWhatTheLastRateLetsThrough() {
        LaneReading.Way written = reading(
                        List.of(),
                        List.of(
                                rate(ActionNumbers.LANE_RATE, Conform.PASS, 90, 30),
                                rate(ActionNumbers.FIRST_WRITE + 7, Conform.NEXT_FILTER, 100, 10),
                                rate(ActionNumbers.FIRST_READ, Conform.PASS, 8, 3)),
                        List.of(
                                action(INDEX, ActionNumbers.ALLOWED_WRITTEN, 5),
                                action(INDEX, ActionNumbers.DENIED_WRITTEN, 4)))
                .orElseThrow()
                .written();
        assertThat(written.allowed()).isEqualTo(5 + 90 - 30);
        assertThat(written.overRate()).isEqualTo(40);
        assertThat(written.denied()).isEqualTo(4);
    }

    @Test
    void whatIsReadIsApartFromWhatIsWrittenAndOthersAreOthers() {
        LaneReading reading = reading(
                        List.of(),
                        List.of(rate(ActionNumbers.FIRST_READ, Conform.PASS, 8, 3)),
                        List.of(
                                action(INDEX, ActionNumbers.ALLOWED_WRITTEN, 0),
                                action(INDEX, ActionNumbers.ON_BUS, 6),
                                action(INDEX, ActionNumbers.ALLOWED_READ, 7),
                                action(INDEX + 1, ActionNumbers.ALLOWED_WRITTEN, 99),
                                new InstalledAction(65_536, Optional.empty(), 1, new ActionCounters(99, 0, 0, 0))))
                .orElseThrow();
        assertThat(reading.written().allowed()).isZero();
        assertThat(reading.onBus()).hasValue(6);
        assertThat(reading.read().allowed()).isEqualTo(7 + 8 - 3);
        assertThat(reading.read().overRate()).isEqualTo(3);
    }

    @Test
    void whatTheBusDidNotTakeIsTheGatewaysCount() {
        GatewayRule toBus = GatewayRule.of(INDEX, Scenes.BUS, Set.of());
        GatewayRule toOther = GatewayRule.of(INDEX, INDEX + 1, Set.of());
        GatewayRule fromBus = GatewayRule.of(Scenes.BUS, INDEX, Set.of());
        assertThat(reading(
                                List.of(
                                        new InstalledRule(toBus, 9, 2, 0),
                                        new InstalledRule(toBus, 9, 3, 0),
                                        new InstalledRule(toOther, 9, 7, 0),
                                        new InstalledRule(fromBus, 9, 7, 0)),
                                List.of(),
                                List.of(action(INDEX, ActionNumbers.ALLOWED_WRITTEN, 0)))
                        .orElseThrow()
                        .refused())
                .isEqualTo(Map.of(toBus, 5L));
    }

    @Test
    void whereNothingCountsThereIsNoReading() {
        assertThat(reading(List.of(), List.of(), List.of())).isEmpty();
    }
}
