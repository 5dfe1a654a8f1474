package org.buslane.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buslane.core.frame.IdWord;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.linux.netlink.ActionCounters;
import org.buslane.linux.netlink.Conform;
import org.buslane.linux.netlink.FilterPlace;
import org.buslane.linux.netlink.InstalledFilter;
import org.buslane.linux.netlink.InstalledPolice;
import org.buslane.linux.netlink.Police;
import org.buslane.linux.netlink.Side;
import org.buslane.linux.netlink.TrafficAction;
import org.buslane.linux.netlink.TrafficFilter;
import org.buslane.linux.netlink.TrafficMatch;
import org.junit.jupiter.api.Test;

class LaneFiltersTest {
    private static final int LANE = 123_456;
    private static final LaneId ID = new LaneId("bl0000cafe");
    private static final TrafficAction ALLOWED = new TrafficAction.Pass(LANE << 12);
    private static final TrafficAction ALLOWED_READ = new TrafficAction.Pass(LANE << 12 | 3);

    private static List<TrafficFilter> all(String read, String write, int rate) {
        return all(new Policy(RuleSet.parse(read), RuleSet.parse(write), false), rate, Snapshot.Control.NONE);
    }

    private static List<TrafficFilter> all(Policy policy, int rate, Snapshot.Control control) {
        return LaneFilters.of(LANE, new LaneTerms(policy, rate, true), Covers.of(policy), control);
    }

    /** Those that a frame can come to, but for the last one. */
    private static List<TrafficFilter> filters(String read, String write, int rate) {
        return all(read, write, rate).stream()
                .filter(filter -> filter.priority() < 60_000)
                .toList();
    }

    private static List<TrafficFilter> rated(String read, String write, int rate) {
        return filters(read, write, rate).stream()
                .filter(filter -> filter.action() instanceof Police)
                .toList();
    }

    private static Police police(TrafficFilter filter) {
        return (Police) filter.action();
    }

    @Test
    void whatHasNoRateIsLetThroughAndCountedInOne() {
        assertThat(filters("100,200", "all", 0))
                .extracting(TrafficFilter::side, TrafficFilter::match, TrafficFilter::action)
                .containsExactly(
                        tuple(Side.INGRESS, new TrafficMatch.IdWord(0, 0x60000000), ALLOWED),
                        tuple(Side.EGRESS, new TrafficMatch.IdWord(0x100, 0xE00007FF), ALLOWED_READ),
                        tuple(Side.EGRESS, new TrafficMatch.IdWord(0x200, 0xE00007FF), ALLOWED_READ));
    }

    /** Behind it is nobody but who holds the counts, whatever the policy. */
    @Test
    void whatNoRuleNamesIsDeniedInTheEnd() {
        for (String rules : List.of("none", "all", "100@5/s")) {
            assertThat(all(rules, rules, 0))
                    .filteredOn(filter -> filter.priority() >= 60_000)
                    .allMatch(filter -> filter.match() instanceof TrafficMatch.All)
                    .extracting(TrafficFilter::side, TrafficFilter::priority, TrafficFilter::action)
                    .containsExactlyInAnyOrder(
                            tuple(Side.INGRESS, 60_000, new TrafficAction.Drop(LANE << 12 | 1)),
                            tuple(Side.INGRESS, 60_001, ALLOWED),
                            tuple(Side.INGRESS, 60_002, new TrafficAction.Count(LANE << 12 | 2)),
                            tuple(Side.EGRESS, 60_000, new TrafficAction.Drop(LANE << 12 | 4)),
                            tuple(Side.EGRESS, 60_001, ALLOWED_READ));
        }
    }

    @Test
    void errorFramesAreReadIfThePolicySaysSoAndNeverWritten() {
        assertThat(all(Policy.everything(), 0, Snapshot.Control.NONE))
                .filteredOn(filter -> filter.match().equals(new TrafficMatch.IdWord(IdWord.ERROR, IdWord.ERROR)))
                .extracting(TrafficFilter::side, TrafficFilter::action)
                .containsExactly(tuple(Side.EGRESS, ALLOWED_READ));
    }

    @Test
    void thePartsOfARuleShareItsRate() {
        List<TrafficFilter> filters = rated("none", "101-103@50/s,200@50/s", 0);
        assertThat(filters).hasSize(3).allMatch(filter -> filter.side() == Side.INGRESS);
        assertThat(police(filters.get(0)).index())
                .isEqualTo(police(filters.get(1)).index());
        assertThat(police(filters.get(2)).index())
                .isNotEqualTo(police(filters.get(0)).index());
        assertThat(police(filters.get(0)).framesPerSecond()).isEqualTo(50);
        assertThat(police(filters.get(0)).burst()).isEqualTo(5);
        assertThat(filters).extracting(filter -> police(filter).conform()).containsOnly(Conform.PASS);
    }

    /** In tc's word CAN_ERR_FLAG is a bit as any other, and a remote frame is none of a rule without an r. */
    @Test
    void aFilterIsForNothingButItsPart() {
        assertThat(rated("none", "123@5/s", 0))
                .extracting(TrafficFilter::match)
                .containsExactly(new TrafficMatch.IdWord(0x123, 0xE00007FF));
    }

    @Test
    void whatIsReadIsLimitedOnItsWayOut() {
        assertThat(rated("123@5/s", "none", 0)).extracting(TrafficFilter::side).containsExactly(Side.EGRESS);
    }

    @Test
    void theLanesOwnRateComesAfterTheRulesAndIsSpentByWhatMayBeWrittenAlone() {
        List<TrafficFilter> filters = filters("none", "123@5/s,200", 100);
        assertThat(filters).hasSize(3);
        assertThat(police(filters.get(0)).conform()).isEqualTo(Conform.NEXT_FILTER);
        assertThat(filters.get(0).priority()).isLessThan(filters.get(1).priority());
        assertThat(police(filters.get(1)).framesPerSecond()).isEqualTo(100);
        assertThat(police(filters.get(1)).conform()).isEqualTo(Conform.PASS);
        assertThat(police(filters.get(1)).index())
                .isEqualTo(police(filters.get(2)).index());
    }

    /** The kernel lists filters of u32 with a clsact's other way, if they have one priority. */
    @Test
    void noPriorityIsOfBothWays() {
        List<TrafficFilter> filters = filters("100@5/s,200", "100@5/s,200", 0);
        assertThat(filters)
                .filteredOn(filter -> filter.side() == Side.INGRESS)
                .extracting(TrafficFilter::priority)
                .doesNotContainAnyElementsOf(filters.stream()
                        .filter(filter -> filter.side() == Side.EGRESS)
                        .map(TrafficFilter::priority)
                        .toList());
    }

    @Test
    void anotherRateIsAnotherAction() {
        assertThat(police(rated("none", "123@5/s", 0).getFirst()).index())
                .isNotEqualTo(police(rated("none", "123@6/s", 0).getFirst()).index());
    }

    /** For a moment after a deletion the kernel still has the old one. */
    @Test
    void theNumberOfAnotherRateIsNotTaken() {
        Police wanted = police(rated("none", "123@5/s", 0).getFirst());
        int number = wanted.index().orElseThrow();
        Policy policy = new Policy(RuleSet.NONE, RuleSet.parse("123@5/s"), false);
        assertThat(all(policy, 0, there(wanted)))
                .extracting(TrafficFilter::action)
                .contains(wanted);
        assertThat(all(policy, 0, there(Police.of(7, 1, Conform.PASS).shared(number))))
                .extracting(TrafficFilter::action)
                .contains(wanted.shared(number + 1))
                .doesNotContain(wanted);
    }

    private static Snapshot.Control there(Police police) {
        int number = police.index().orElseThrow();
        InstalledPolice installed = new InstalledPolice(number, Optional.of(police), 1, ActionCounters.NONE);
        return new Snapshot.Control(true, Snapshot.Filters.NONE, Snapshot.Filters.NONE, List.of(installed), List.of());
    }

    @Test
    void onlyTheDifferenceIsAStepAndTheNewComesBeforeTheOldGoes() {
        List<TrafficFilter> there = all("none", "123@5/s,200@7/s", 0);
        List<InstalledFilter> installed = new ArrayList<>();
        there.forEach(filter -> installed.add(Scenes.installed(filter, 0x80000800 + installed.size())));
        installed.add(new InstalledFilter.Foreign(new FilterPlace(LANE, Side.INGRESS, 5, "flower", 1)));
        installed.add(Scenes.installed(
                new TrafficFilter(LANE, Side.INGRESS, 1, new TrafficMatch.All(), new TrafficAction.Pass()), 1));
        Snapshot.Filters filters = new Snapshot.Filters(Snapshot.Room.CLSACT, installed);
        List<Step> same = new ArrayList<>();
        LaneFilters.difference(ID, there, filters, same);
        assertThat(same).isEmpty();
        List<Step> other = new ArrayList<>();
        LaneFilters.difference(ID, all("none", "123@5/s,200@8/s", 0), filters, other);
        assertThat(other).hasSize(2).first().isInstanceOf(Step.AddFilter.class);
        assertThat(other).last().isInstanceOf(Step.DeleteFilter.class);
        List<Step> first = new ArrayList<>();
        LaneFilters.difference(ID, there, Snapshot.Filters.NONE, first);
        assertThat(first).hasSize(there.size() + 1).first().isInstanceOf(Step.AddClsact.class);
    }
}
