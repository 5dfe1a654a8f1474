package org.buslane.node.config;

import java.util.List;
import org.buslane.core.policy.RuleSet;
import org.buslane.virtual.ecu.Ecu;
import org.buslane.virtual.ecu.Fault;

/**
 * What is wrong with an ECU's frames:
 *
 * <pre>
 * - {fault: silent, of: 100, from: 2s, until: 5s, when: rpm &gt; 0}
 * - {fault: wrong-checksum}       # of all frames, from the beginning, for ever
 * - {fault: stuck-counter}
 * - {fault: late, by: 20ms}
 * - {fault: lost, every: 3}       # each third frame
 * </pre>
 */
final class FaultReader {
    private static final String FAULT = "fault";
    private static final String BY = "by";
    private static final String EVERY = "every";
    private static final List<String> KEYS = List.of(FAULT, "of", "from", "until", "when", BY, EVERY);

    private final Names names;

    FaultReader(Names names) {
        this.names = names;
    }

    Fault read(YamlValue item) {
        YamlSection section = item.section(KEYS);
        Fault.Kind kind = kind(section);
        RuleSet of = section.get("of").map(WrittenLink::rules).orElse(RuleSet.parse("all"));
        long from = section.get("from").map(Spans::nanos).orElse(0L);
        long until = section.get("until").map(Spans::nanos).orElse(Ecu.NEVER);
        return item.checked(
                () -> new Fault(kind, of, from, until, section.get("when").map(names::expression)));
    }

    private static Fault.Kind kind(YamlSection section) {
        YamlValue fault = section.require(FAULT);
        String text = fault.text();
        if (!text.equals("late")) {
            section.refuse(List.of(BY), "is of 'fault: late'");
        }
        if (!text.equals("lost")) {
            section.refuse(List.of(EVERY), "is of 'fault: lost'");
        }
        return switch (text) {
            case "silent" -> new Fault.Kind.Silent();
            case "wrong-checksum" -> new Fault.Kind.WrongChecksum();
            case "stuck-counter" -> new Fault.Kind.StuckCounter();
            case "late" -> {
                YamlValue by = section.require(BY);
                yield by.checked(() -> new Fault.Kind.Late(Spans.nanos(by)));
            }
            case "lost" -> {
                YamlValue every = section.require(EVERY);
                yield every.checked(() -> new Fault.Kind.Lost(Spans.number(every)));
            }
            default ->
                throw fault.mistake("is silent, wrong-checksum, stuck-counter, late or lost, not '" + text + "'");
        };
    }
}
