package org.buslane.node.config;

import java.util.List;
import java.util.OptionalInt;
import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.policy.IdSet;
import org.buslane.core.policy.Rule;
import org.buslane.virtual.ecu.DataPattern;
import org.buslane.virtual.ecu.ResponseTemplate;
import org.buslane.virtual.ecu.UdsAnswer;
import org.buslane.virtual.ecu.UdsSpec;

/**
 * A diagnostic server behind ISO-TP:
 *
 * <pre>
 * uds:
 *   request: 7E0
 *   response: 7E8
 *   functional: 7DF               # may be left out, as padding and unknown may
 *   padding: 0xCC
 *   unknown: refuse               # with 7F xx 31; or ignore
 *   answers:
 *     - {request: 22 F1 90, response: 62 @1 @2 57 56 57}
 *     - {request: 2E F1 9? *, response: 6E @1 @2, after: 20ms, if: session == 3, set: {written: 1}}
 * </pre>
 */
final class UdsReader {
    private static final String REQUEST = "request";
    private static final String RESPONSE = "response";
    private static final String AFTER = "after";
    private static final List<String> KEYS = List.of(REQUEST, RESPONSE, "functional", "padding", "unknown", "answers");
    private static final List<String> OF_ANSWER = List.of(REQUEST, RESPONSE, AFTER, "if", "set");

    private final Names names;

    UdsReader(Names names) {
        this.names = names;
    }

    UdsSpec read(YamlValue value) {
        YamlSection section = value.section(KEYS);
        ArbitrationId request = id(section.require(REQUEST));
        ArbitrationId response = id(section.require(RESPONSE));
        List<UdsAnswer> answers =
                section.require("answers").list().stream().map(this::answer).toList();
        OptionalInt padding = section.get("padding")
                .map(byteValue -> OptionalInt.of(Spans.number(byteValue)))
                .orElse(OptionalInt.empty());
        boolean refuses = section.get("unknown").map(UdsReader::refuses).orElse(true);
        return value.checked(() -> new UdsSpec(
                request, response, section.get("functional").map(UdsReader::id), padding, answers, refuses));
    }

    private static boolean refuses(YamlValue value) {
        return switch (value.text()) {
            case "refuse" -> true;
            case "ignore" -> false;
            case String other -> throw value.mistake("is refuse or ignore, not '" + other + "'");
        };
    }

    private static ArbitrationId id(YamlValue value) {
        List<Rule> rules = WrittenLink.rules(value).rules();
        if (rules.size() == 1
                && rules.getFirst().ids() instanceof IdSet.Range range
                && range.first().equals(range.last())
                && rules.getFirst().equals(Rule.of(range.first()))) {
            return range.first();
        }
        throw value.mistake("is one id of 3 hex digits, or 8 if extended, not '" + value.text() + "'");
    }

    private UdsAnswer answer(YamlValue item) {
        YamlSection section = item.section(OF_ANSWER);
        YamlValue request = section.require(REQUEST);
        boolean open = request.text().endsWith("*");
        DataPattern pattern =
                request.parsed(text -> DataPattern.parse(open ? text.substring(0, text.length() - 1) : text));
        ResponseTemplate response = section.require(RESPONSE).parsed(text -> ResponseTemplate.parse(text, names.all()));
        long after = section.get(AFTER).map(Spans::nanos).orElse(0L);
        ReactionReader reactions = new ReactionReader(names);
        return item.checked(() ->
                new UdsAnswer(pattern, open, reactions.condition(section), reactions.sets(section), response, after));
    }
}
