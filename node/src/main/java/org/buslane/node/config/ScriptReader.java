package org.buslane.node.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.buslane.virtual.ecu.Answer;
import org.buslane.virtual.ecu.Cycle;
import org.buslane.virtual.ecu.DataPattern;
import org.buslane.virtual.ecu.Fault;
import org.buslane.virtual.ecu.ScriptSpec;
import org.buslane.virtual.ecu.Taking;
import org.buslane.virtual.ecu.Variable;

/**
 * An ECU of one's own:
 *
 * <pre>
 * state: {rpm: 800}
 * cycles:
 *   - every: 10ms                 # besides: after, and what ReactionReader reads
 *     send: {frame: 100#0000, fields: [{start: 0, bits: 16, value: rpm}]}
 * answers:
 *   - on: 705                     # ids as in a rule
 *     data: 02.1?
 *     take: {rpm: {byte: 1}}
 *     send: 712#00
 * uds: {...}                      # UdsReader
 * faults: [{fault: silent, of: 100, from: 2s}]
 * </pre>
 */
final class ScriptReader {
    private static final String STATE = "state";
    private static final String CYCLES = "cycles";
    private static final String ANSWERS = "answers";
    private static final String UDS = "uds";
    private static final String FAULTS = "faults";

    static final List<String> KEYS = List.of(STATE, CYCLES, ANSWERS, UDS, FAULTS);

    private static final String EVERY = "every";
    private static final String AFTER = "after";
    private static final String ON = "on";
    private static final String DATA = "data";
    private static final String TAKE = "take";

    private final Names names;

    private ScriptReader(Names names) {
        this.names = names;
    }

    static ScriptSpec read(YamlSection section) {
        List<Variable> state = section.get(STATE).map(ScriptReader::state).orElse(List.of());
        ScriptReader reader =
                new ScriptReader(new Names(state.stream().map(Variable::name).toList()));
        List<Cycle> cycles = section.get(CYCLES)
                .map(list -> list.list().stream().map(reader::cycle).toList())
                .orElse(List.of());
        List<Answer> answers = section.get(ANSWERS)
                .map(list -> list.list().stream().map(reader::answer).toList())
                .orElse(List.of());
        List<Fault> faults = section.get(FAULTS)
                .map(list -> list.list().stream()
                        .map(new FaultReader(reader.names)::read)
                        .toList())
                .orElse(List.of());
        if (cycles.isEmpty() && answers.isEmpty() && section.get(UDS).isEmpty()) {
            throw section.whole().mistake("does nothing: it has neither cycles nor answers nor uds");
        }
        return section.whole()
                .checked(() -> new ScriptSpec(
                        state, cycles, answers, section.get(UDS).map(new UdsReader(reader.names)::read), faults));
    }

    private static List<Variable> state(YamlValue value) {
        List<Variable> state = new ArrayList<>();
        for (Map.Entry<String, YamlValue> entry : value.entries().entrySet()) {
            YamlValue initial = entry.getValue();
            state.add(initial.checked(() -> new Variable(entry.getKey(), Spans.number(initial))));
        }
        return state;
    }

    private Cycle cycle(YamlValue item) {
        YamlSection section = item.section(ReactionReader.with(EVERY, AFTER));
        long every = Spans.nanos(section.require(EVERY));
        long after = section.get(AFTER).map(Spans::nanos).orElse(0L);
        return item.checked(() -> new Cycle(every, after, new ReactionReader(names).read(section)));
    }

    private Answer answer(YamlValue item) {
        YamlSection section = item.section(ReactionReader.with(ON, DATA, TAKE));
        YamlValue on = section.require(ON);
        DataPattern data =
                section.get(DATA).map(value -> value.parsed(DataPattern::parse)).orElse(DataPattern.ANY);
        List<Taking> takings = new ArrayList<>();
        section.get(TAKE)
                .ifPresent(take -> take.entries()
                        .forEach((name, place) ->
                                takings.add(new Taking(names.place(place, name), PlaceReader.read(place)))));
        return item.checked(
                () -> new Answer(WrittenLink.rules(on), data, takings, new ReactionReader(names).read(section)));
    }
}
