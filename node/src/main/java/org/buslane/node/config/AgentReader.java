package org.buslane.node.config;

import java.util.List;
import org.buslane.node.declared.AtEnd;

/** What the agent does besides: {@code agent: {at-end: keep}}. */
final class AgentReader {
    private static final String AT_END = "at-end";

    private AgentReader() {}

    static AtEnd atEnd(YamlValue agent) {
        return agent.section(List.of(AT_END)).get(AT_END).map(AgentReader::read).orElse(AtEnd.KEEP);
    }

    private static AtEnd read(YamlValue value) {
        return switch (value.text()) {
            case "keep" -> AtEnd.KEEP;
            case "remove" -> AtEnd.REMOVE;
            case String other -> throw value.mistake("is keep or remove, not '" + other + "'");
        };
    }
}
