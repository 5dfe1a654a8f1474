package org.buslane.node.lanes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.buslane.lane.LaneId;
import org.buslane.lane.LaneSurvey;
import org.buslane.lane.LaneTag;
import org.buslane.lane.Wiring;
import org.buslane.linux.netlink.InstalledRule;
import org.buslane.linux.netlink.Link;

/** Puts together what the kernel has and what the records say. */
record LaneViews(LaneRecords folder, LaneSurvey survey) {
    /** By owner and name. */
    List<LaneView> list() {
        List<LaneRecord> records = folder.list();
        List<LaneView> views = new ArrayList<>();
        List<LaneRecord> unseen = new ArrayList<>(records);
        for (Link link : survey.links()) {
            Optional<LaneTag> tag = LaneTag.of(link);
            if (tag.isPresent()) {
                Optional<LaneRecord> record = records.stream()
                        .filter(each -> LaneDesk.isOf(each, link))
                        .findFirst();
                record.ifPresent(unseen::remove);
                views.add(seen(link, tag.get(), record, survey));
            }
        }
        for (LaneRecord record : unseen) {
            views.add(record.wiring() == Wiring.COPY ? copied(record) : gone(record));
        }
        views.sort(Comparator.comparing(LaneView::owner).thenComparing(LaneView::name));
        return List.copyOf(views);
    }

    private static LaneView gone(LaneRecord record) {
        return unlinked(record, Optional.empty(), 0, 0, 0);
    }

    private LaneView copied(LaneRecord record) {
        CopyFile.Content content = CopyFile.look(folder.counts(record.lane()));
        boolean isBusUp = survey.links().stream()
                .anyMatch(link -> link.name().equals(record.request().bus()) && link.isUp());
        LaneView.Copying copying = new LaneView.Copying(content.isCopied(), isBusUp, content.written(), content.read());
        return unlinked(
                record,
                Optional.of(copying),
                content.written().offered(),
                content.written().delivered(),
                content.read().delivered());
    }

    private static LaneView unlinked(
            LaneRecord record, Optional<LaneView.Copying> copying, long sent, long written, long read) {
        return new LaneView(
                record.lane(),
                record.request().owner(),
                record.request().bus(),
                record.request().name(),
                Optional.of(record),
                Optional.empty(),
                copying,
                sent,
                written,
                read);
    }

    private static LaneView seen(Link link, LaneTag tag, Optional<LaneRecord> record, LaneSurvey survey) {
        List<InstalledRule> rules = survey.rules();
        return new LaneView(
                new LaneId(link.name()),
                record.map(each -> each.request().owner()).orElse(tag.owner()),
                tag.bus(),
                tag.name(),
                record,
                Optional.of(link),
                Optional.empty(),
                link.statistics().receivedFrames(),
                rules.stream()
                        .filter(each -> each.rule().source() == link.index()
                                && !survey.isLane(each.rule().target()))
                        .mapToLong(InstalledRule::handled)
                        .sum(),
                rules.stream()
                        .filter(each -> each.rule().target() == link.index())
                        .mapToLong(InstalledRule::handled)
                        .sum());
    }
}
