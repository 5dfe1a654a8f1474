package org.buslane.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.linux.netlink.ActionCounters;
import org.buslane.linux.netlink.FilterPlace;
import org.buslane.linux.netlink.InstalledFilter;
import org.buslane.linux.netlink.Police;
import org.buslane.linux.netlink.Side;
import org.buslane.linux.netlink.TrafficFilter;
import org.buslane.linux.netlink.TrafficMatch;
import org.junit.jupiter.api.Test;

class LaneFiltersTest {
    private static final int LANE = 123_456;
    private static final LaneId ID = new LaneId("bl0000cafe");

    private static List<TrafficFilter> filters(String read, String write, int rate) {
        Policy policy = new Policy(RuleSet.parse(read), RuleSet.parse(write), false);
        return LaneFilters.of(LANE, new LaneTerms(policy, rate, true), Covers.of(policy));
    }

    private static Police police(TrafficFilter filter) {
        return (Police) filter.action();
    }

    @Test
    void withoutARateThereIsNoFilter() {
        assertThat(filters("100-1FF,7E8", "all", 0)).isEmpty();
    }

    @Test
    void thePartsOfARuleShareItsRate() {
        List<TrafficFilter> filters = filters("none", "101-103@50/s,200@50/s", 0);
        assertThat(filters).hasSize(3).allMatch(filter -> filter.side() == Side.INGRESS);
        assertThat(police(filters.get(0)).index())
                .isEqualTo(police(filters.get(1)).index());
        assertThat(police(filters.get(2)).index())
                .isNotEqualTo(police(filters.get(0)).index());
        assertThat(police(filters.get(0)).framesPerSecond()).isEqualTo(50);
        assertThat(police(filters.get(0)).burst()).isEqualTo(5);
        assertThat(filters).extracting(TrafficFilter::priority).doesNotHaveDuplicates();
    }

    /** In tc's word CAN_ERR_FLAG is a bit as any other, and a remote frame is none of a rule without an r. */
    @Test
    void aFilterIsForNothingButItsPart() {
        assertThat(filters("none", "123@5/s", 0))
                .extracting(TrafficFilter::match)
                .containsExactly(new TrafficMatch.IdWord(0x123, 0xE00007FF));
    }

    @Test
    void whatIsReadIsLimitedOnItsWayOut() {
        assertThat(filters("123@5/s", "none", 0))
                .extracting(TrafficFilter::side)
                .containsExactly(Side.EGRESS);
    }

    @Test
    void theLanesOwnRateComesAfterTheRulesAndIsSpentByWhatMayBeWrittenAlone() {
        List<TrafficFilter> filters = filters("all", "123@5/s,200", 100);
        assertThat(filters).hasSize(3);
        assertThat(filters.get(0).priority()).isLessThan(filters.get(1).priority());
        assertThat(police(filters.get(1)).framesPerSecond()).isEqualTo(100);
        assertThat(police(filters.get(1)).index())
                .isEqualTo(police(filters.get(2)).index());
    }

    @Test
    void anotherRateIsAnotherAction() {
        assertThat(police(filters("none", "123@5/s", 0).getFirst()).index())
                .isNotEqualTo(police(filters("none", "123@6/s", 0).getFirst()).index());
    }

    @Test
    void onlyTheDifferenceIsAStep() {
        List<TrafficFilter> there = filters("none", "123@5/s,200@7/s", 0);
        List<InstalledFilter> installed = new ArrayList<>();
        for (TrafficFilter filter : there) {
            FilterPlace place = new FilterPlace(LANE, filter.side(), filter.priority(), "u32", 0x80000800);
            installed.add(new InstalledFilter.Known(place, filter, OptionalLong.empty(), ActionCounters.NONE));
        }
        installed.add(new InstalledFilter.Foreign(new FilterPlace(LANE, Side.INGRESS, 5, "flower", 1)));
        List<Step> same = new ArrayList<>();
        LaneFilters.difference(ID, there, new Snapshot.Filters(true, installed), same);
        assertThat(same).isEmpty();
        List<Step> other = new ArrayList<>();
        LaneFilters.difference(ID, filters("none", "123@5/s,200@8/s", 0), new Snapshot.Filters(true, installed), other);
        assertThat(other).hasSize(2).first().isInstanceOf(Step.DeleteFilter.class);
        List<Step> first = new ArrayList<>();
        LaneFilters.difference(ID, there, Snapshot.Filters.NONE, first);
        assertThat(first).hasSize(3).first().isInstanceOf(Step.AddClsact.class);
    }
}
