package org.buslane.core.policy;

import java.util.ArrayList;
import java.util.List;
import org.buslane.core.frame.IdWord;

/**
 * The rules of one kind of frame over extended ids. Ranges, and masks that are ranges, become disjoint
 * spans found by halving. Other masks (a J1939 parameter group whatever its priority and source) are
 * grouped by mask, each group a hash table: a lookup takes one probe for each distinct mask, of which
 * policies have few, however many rules they have.
 */
final class ExtendedIds {
    private final Spans spans;
    private final MaskTable[] tables;

    private ExtendedIds(Spans spans, MaskTable[] tables) {
        this.spans = spans;
        this.tables = tables;
    }

    /** Compiles the rules that can match data frames, or remote ones. */
    static ExtendedIds of(RuleSet set, boolean remote) {
        List<Spans.Span> spans = new ArrayList<>();
        List<MaskTable.Builder> tables = new ArrayList<>();
        for (int i = 0; i < set.rules().size(); i++) {
            Rule rule = set.rules().get(i);
            if (remote && !rule.remote()) {
                continue;
            }
            switch (rule.ids()) {
                case IdSet.All _ -> spans.add(new Spans.Span(0, IdWord.EXTENDED_MASK, i));
                case IdSet.Range range -> {
                    if (range.first().extended()) {
                        spans.add(new Spans.Span(
                                range.first().value(), range.last().value(), i));
                    }
                }
                case IdSet.Masked masked -> {
                    if (masked.id().extended()) {
                        add(masked, i, spans, tables);
                    }
                }
            }
        }
        return new ExtendedIds(
                Spans.of(spans), tables.stream().map(MaskTable.Builder::build).toArray(MaskTable[]::new));
    }

    private static void add(IdSet.Masked masked, int rule, List<Spans.Span> spans, List<MaskTable.Builder> tables) {
        int first = masked.id().value();
        int free = ~masked.mask() & IdWord.EXTENDED_MASK;
        if ((free & free + 1) == 0) {
            spans.add(new Spans.Span(first, first | free, rule));
            return;
        }
        for (MaskTable.Builder table : tables) {
            if (table.mask() == masked.mask()) {
                table.add(first, rule);
                return;
            }
        }
        MaskTable.Builder table = new MaskTable.Builder(masked.mask());
        table.add(first, rule);
        tables.add(table);
    }

    /** The lowest index of a rule that has this id, or {@link Matcher#NO_RULE}. */
    int find(int id) {
        int found = spans.find(id);
        for (MaskTable table : tables) {
            // Tables are in the order of their first rules, so none behind this one has a lower.
            if (found >= 0 && table.firstRule() > found) {
                break;
            }
            int rule = table.find(id);
            if (rule >= 0 && (found < 0 || rule < found)) {
                found = rule;
            }
        }
        return found;
    }
}
