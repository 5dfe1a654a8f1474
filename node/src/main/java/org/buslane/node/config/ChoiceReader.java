package org.buslane.node.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.buslane.node.declared.Choice;
import org.buslane.runtime.Containers;

/** Whose a lane on the kernel's buses is: {@code container: seat}, {@code label: KEY=VALUE} or {@code netns: FILE}. */
final class ChoiceReader {
    private static final String CONTAINER = "container";
    private static final String LABEL = "label";
    private static final String NETNS = "netns";
    private static final List<String> KEYS = List.of(CONTAINER, LABEL, NETNS);

    /** Engines take nearly anything; with a space or a line's end in it a key is rather a slip. */
    private static final Pattern KEY_AND_VALUE = Pattern.compile("([^\\s\\p{Cntrl}=]+)(?:=(\\P{Cntrl}*))?");

    private ChoiceReader() {}

    /** The key by which a lane says whose it is; empty for a virtual one. */
    static Optional<String> key(YamlSection lane) {
        List<String> said =
                KEYS.stream().filter(key -> lane.get(key).isPresent()).toList();
        if (said.size() > 1) {
            throw lane.require(said.get(1))
                    .mistake("is too much, as the lane has '%s' already: give each a lane of its own"
                            .formatted(said.getFirst()));
        }
        return said.stream().findFirst();
    }

    static Choice read(String key, YamlValue value) {
        return switch (key) {
            case CONTAINER -> container(value);
            case LABEL -> label(value);
            default -> netns(value);
        };
    }

    private static Choice container(YamlValue value) {
        String name = value.text();
        value.checked(() -> Containers.checkName(name));
        return new Choice.Named(name);
    }

    private static Choice label(YamlValue value) {
        Matcher parts = KEY_AND_VALUE.matcher(value.text());
        if (!parts.matches()) {
            throw value.mistake("is KEY=VALUE such as org.example.can=body, or KEY alone for any value, not '%s'"
                    .formatted(value.text()));
        }
        return new Choice.Labelled(parts.group(1), Optional.ofNullable(parts.group(2)));
    }

    private static Choice netns(YamlValue value) {
        String text = value.text();
        if (!text.startsWith("/")) {
            throw value.mistake("is a whole path such as /run/netns/blue, not '" + text + "'");
        }
        return new Choice.Netns(value.checked(() -> Path.of(text).normalize()));
    }
}
