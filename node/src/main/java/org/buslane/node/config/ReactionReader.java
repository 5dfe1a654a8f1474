package org.buslane.node.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buslane.core.frame.Frame;
import org.buslane.core.text.BadLineException;
import org.buslane.core.text.FrameText;
import org.buslane.virtual.ecu.Assignment;
import org.buslane.virtual.ecu.Expression;
import org.buslane.virtual.ecu.Field;
import org.buslane.virtual.ecu.FrameTemplate;
import org.buslane.virtual.ecu.Reaction;
import org.buslane.virtual.ecu.Sending;

/**
 * What an ECU does when it is time or a frame came:
 *
 * <pre>
 * if: rpm &gt; 0
 * set: {rpm: rpm - 10}
 * send: 100#00.11                 # or {frame: 100#00.11, after: 5ms, fields: [...]}, or a list of both
 * </pre>
 */
final class ReactionReader {
    private static final String IF = "if";
    private static final String SET = "set";
    private static final String SEND = "send";
    private static final String FRAME = "frame";
    private static final String AFTER = "after";
    private static final String FIELDS = "fields";
    private static final List<String> OF_SENDING = List.of(FRAME, AFTER, FIELDS);

    private final Names names;

    ReactionReader(Names names) {
        this.names = names;
    }

    /** The keys of a section that has these, and those of a reaction. */
    static List<String> with(String... others) {
        List<String> keys = new ArrayList<>(List.of(others));
        keys.addAll(List.of(IF, SET, SEND));
        return List.copyOf(keys);
    }

    Reaction read(YamlSection section) {
        if (section.get(SET).isEmpty() && section.get(SEND).isEmpty()) {
            throw section.whole().mistake("does nothing: it has neither 'send' nor 'set'");
        }
        List<Sending> sends = section.get(SEND)
                .map(value -> value.isList()
                        ? value.list().stream().map(this::sending).toList()
                        : List.of(sending(value)))
                .orElse(List.of());
        return section.whole().checked(() -> new Reaction(condition(section), sets(section), sends));
    }

    Optional<Expression> condition(YamlSection section) {
        return section.get(IF).map(names::expression);
    }

    List<Assignment> sets(YamlSection section) {
        List<Assignment> sets = new ArrayList<>();
        section.get(SET)
                .ifPresent(set -> set.entries()
                        .forEach((name, value) ->
                                sets.add(new Assignment(names.place(value, name), names.expression(value)))));
        return sets;
    }

    private Sending sending(YamlValue value) {
        if (!value.isSection()) {
            return value.checked(() -> new Sending(new FrameTemplate(frame(value), List.of()), 0));
        }
        YamlSection section = value.section(OF_SENDING);
        Frame frame = frame(section.require(FRAME));
        long after = section.get(AFTER).map(Spans::nanos).orElse(0L);
        FieldReader reader = new FieldReader(names, frame.length());
        List<Field> fields = section.get(FIELDS)
                .map(list -> list.list().stream().map(reader::read).toList())
                .orElse(List.of());
        return value.checked(() -> new Sending(new FrameTemplate(frame, fields), after));
    }

    private static Frame frame(YamlValue value) {
        try {
            return FrameText.parse(value.text());
        } catch (BadLineException e) {
            throw value.mistake("is no frame such as 123#00.11: " + e.getMessage());
        }
    }
}
