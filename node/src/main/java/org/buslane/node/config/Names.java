package org.buslane.node.config;

import java.util.List;
import org.buslane.virtual.ecu.Expression;
import org.buslane.virtual.ecu.ExpressionParser;

/** The variables of an ECU, by their places. */
record Names(List<String> all) {
    Names {
        all = List.copyOf(all);
    }

    /** @param value where the name stands in front */
    int place(YamlValue value, String name) {
        int place = all.indexOf(name);
        if (place < 0) {
            throw value.mistake(Nearest.to(name, all)
                    .map(meant -> "sets no variable of 'state'; did you mean '" + meant + "'?")
                    .orElse("sets no variable of 'state'"
                            + (all.isEmpty() ? ", which has none" : "; there is " + String.join(", ", all))));
        }
        return place;
    }

    Expression expression(YamlValue value) {
        return value.parsed(text -> ExpressionParser.parse(text, all));
    }
}
