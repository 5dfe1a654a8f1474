package org.buslane.node.lanes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.buslane.lane.LaneId;
import org.buslane.lane.LaneRequest;
import org.buslane.lane.LaneSurvey;
import org.buslane.lane.LaneTag;
import org.buslane.lane.Modules;
import org.buslane.lane.Wiring;
import org.buslane.linux.netlink.InstalledRule;
import org.buslane.linux.netlink.Link;
import org.buslane.node.ledger.LaneAccount;
import org.buslane.node.ledger.Ledger;
import org.buslane.node.ledger.Passage;
import org.buslane.node.ledger.Subject;

/** Puts together what the kernel has and what the records say. */
record LaneViews(LaneRecords folder, Ledger ledger, LaneSurvey survey) {
    /** What is written down first: it must not be newer than what the kernel says. */
    static LaneViews look(LaneRecords folder, Modules modules) {
        Ledger ledger = folder.ledger();
        return new LaneViews(folder, ledger, LaneSurvey.look(modules));
    }

    /** By owner and name. */
    List<LaneView> list() {
        List<LaneRecord> records = folder.list();
        List<LaneView> views = new ArrayList<>();
        List<LaneRecord> unseen = new ArrayList<>(records);
        for (Link link : survey.links()) {
            Optional<LaneTag> tag = LaneTag.of(link);
            if (tag.isPresent()) {
                Optional<LaneRecord> record = recordOf(link, records);
                record.ifPresent(unseen::remove);
                views.add(seen(link, tag.get(), record));
            }
        }
        for (LaneRecord record : unseen) {
            views.add(record.wiring() == Wiring.COPY ? copied(record) : gone(record));
        }
        views.sort(Comparator.comparing(LaneView::owner).thenComparing(LaneView::name));
        return List.copyOf(views);
    }

    /** The lanes that can be counted. */
    Stream<Subject> subjects() {
        List<LaneRecord> records = folder.list();
        return survey.links().stream()
                .flatMap(link -> LaneTag.of(link).stream().map(tag -> subject(link, tag, recordOf(link, records))));
    }

    private static Optional<LaneRecord> recordOf(Link link, List<LaneRecord> records) {
        return records.stream().filter(each -> LaneDesk.isOf(each, link)).findFirst();
    }

    private LaneView gone(LaneRecord record) {
        LaneRequest request = record.request();
        return unlinked(
                record,
                Optional.empty(),
                ledger.look(request.owner(), request.name())
                        .orElseGet(() -> account(record, Passage.NONE, Passage.NONE)));
    }

    private LaneView copied(LaneRecord record) {
        CopyFile.Content content = CopyFile.look(folder.counts(record.lane()));
        boolean isBusUp = survey.links().stream()
                .anyMatch(link -> link.name().equals(record.request().bus()) && link.isUp());
        LaneView.Copying copying = new LaneView.Copying(content.isCopied(), isBusUp, content.written(), content.read());
        return unlinked(
                record,
                Optional.of(copying),
                account(record, Passage.of(content.written()), Passage.of(content.read())));
    }

    private static LaneAccount account(LaneRecord record, Passage written, Passage read) {
        LaneRequest request = record.request();
        return new LaneAccount(request.owner(), request.name(), request.bus(), record.lane(), written, read);
    }

    private static LaneView unlinked(LaneRecord record, Optional<LaneView.Copying> copying, LaneAccount account) {
        return new LaneView(
                record.lane(),
                record.request().owner(),
                record.request().bus(),
                record.request().name(),
                Optional.of(record),
                Optional.empty(),
                copying,
                account);
    }

    private LaneView seen(Link link, LaneTag tag, Optional<LaneRecord> record) {
        Subject subject = subject(link, tag, record);
        return new LaneView(
                subject.lane(),
                subject.owner(),
                tag.bus(),
                tag.name(),
                record,
                Optional.of(link),
                Optional.empty(),
                ledger.look(subject, survey).orElseGet(() -> uncounted(subject)));
    }

    private static Subject subject(Link link, LaneTag tag, Optional<LaneRecord> record) {
        return new Subject(
                record.map(each -> each.request().owner()).orElse(tag.owner()),
                tag.name(),
                tag.bus(),
                new LaneId(link.name()),
                record.map(each -> Long.toString(each.cookie())).orElse("ns" + tag.namespace()) + "/" + link.index(),
                link,
                record.map(each -> Subject.reads(each.request().terms())).orElse(Subject.Reads.NOTHING));
    }

    /** What can-gw says, where tc does not count. */
    private LaneAccount uncounted(Subject subject) {
        int index = subject.link().index();
        long written = survey.rules().stream()
                .filter(each -> each.rule().source() == index
                        && !survey.isLane(each.rule().target()))
                .mapToLong(InstalledRule::handled)
                .sum();
        long read = survey.rules().stream()
                .filter(each -> each.rule().target() == index)
                .mapToLong(InstalledRule::handled)
                .sum();
        return new LaneAccount(
                subject.owner(),
                subject.name(),
                subject.bus(),
                subject.lane(),
                new Passage(subject.link().statistics().receivedFrames(), written, Map.of(), false),
                new Passage(read, read, Map.of(), false));
    }
}
