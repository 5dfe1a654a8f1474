package org.buslane.node.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.buslane.node.NodeException;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A value of a YAML file that knows where it stands, so that whatever is wrong with it can be said
 * with file, line, column and key. Scalars are taken as they are written: {@code 0660} and {@code 1E3}
 * are texts, not numbers.
 *
 * @param key where it stands in the document, such as {@code lanes[0].name}; empty for the whole of it
 */
record YamlValue(String file, String key, Node node) {
    /**
     * Reads a document.
     *
     * @param file how messages call it
     * @throws NodeException if it is not YAML
     */
    static YamlValue parse(String file, String text) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            StreamReader reader = new StreamReader(settings, text);
            Optional<Node> root = new Composer(settings, new ParserImpl(settings, reader)).getSingleNode();
            return new YamlValue(file, "", root.orElseThrow(() -> new NodeException(file + ":1:1: is empty")));
        } catch (MarkedYamlEngineException e) {
            throw new NodeException("%s: %s".formatted(place(file, e.getProblemMark()), oneLine(e.getProblem())), e);
        } catch (YamlEngineException e) {
            throw new NodeException("%s: %s".formatted(file, oneLine(String.valueOf(e.getMessage()))), e);
        }
    }

    boolean isSection() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    YamlSection section(List<String> known) {
        if (!(node instanceof MappingNode mapping)) {
            throw mistake("is a section with keys %s, not %s".formatted(String.join(", ", known), kind()));
        }
        return YamlSection.of(this, mapping, known);
    }

    List<YamlValue> list() {
        if (!(node instanceof SequenceNode sequence)) {
            throw mistake("is a list, each item on a line that begins with '- ', not " + kind());
        }
        List<YamlValue> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlValue(file, "%s[%d]".formatted(key, items.size()), item));
        }
        return items;
    }

    /** The parts of a section whose keys are anybody's to choose, each once, in their order. */
    Map<String, YamlValue> entries() {
        if (!(node instanceof MappingNode mapping)) {
            throw mistake("is a section of names, each with its value, not " + kind());
        }
        Map<String, YamlValue> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlValue name = new YamlValue(file, key, tuple.getKeyNode());
            if (entries.put(name.text(), part(name.text(), tuple.getValueNode())) != null) {
                throw name.mistake("has '" + name.text() + "' twice");
            }
        }
        return entries;
    }

    String text() {
        if (!(node instanceof ScalarNode scalar) || scalar.getTag().equals(Tag.NULL)) {
            throw mistake("is a word, not " + kind());
        }
        return scalar.getValue();
    }

    boolean flag() {
        if (!(node instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.BOOL)) {
            throw mistake("is true or false, not " + kind());
        }
        return Boolean.parseBoolean(scalar.getValue());
    }

    /** A part of this value that has a name. */
    YamlValue part(String name, Node part) {
        return new YamlValue(file, key.isEmpty() ? name : key + "." + name, part);
    }

    /** The value of a checked constructor, with the place where its arguments stand. */
    <T> T checked(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw mistake("is wrong: " + e.getMessage());
        }
    }

    /** What a parser makes of this word, or of what is wrong with it. */
    <T> T parsed(Function<String, T> parser) {
        String text = text();
        return checked(() -> parser.apply(text));
    }

    /** What is wrong with this value. */
    NodeException mistake(String what) {
        return misread((key.isEmpty() ? "the file" : key) + " " + what);
    }

    /** What is wrong with this value, in a sentence that names its key already. */
    NodeException misread(String sentence) {
        return new NodeException(place(file, node.getStartMark()) + ": " + oneLine(sentence));
    }

    private String kind() {
        return switch (node) {
            case MappingNode _ -> "a section";
            case SequenceNode _ -> "a list";
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "empty";
            case ScalarNode scalar -> "'" + scalar.getValue() + "'";
            default -> "this";
        };
    }

    private static String place(String file, Optional<Mark> mark) {
        return mark.map(at -> "%s:%d:%d".formatted(file, at.getLine() + 1, at.getColumn() + 1))
                .orElse(file);
    }

    /** Texts of the file stand in messages, and they may have line ends and worse in them. */
    private static String oneLine(String message) {
        StringBuilder line = new StringBuilder(message.strip());
        for (int i = 0; i < line.length(); i++) {
            if (Character.isISOControl(line.charAt(i))) {
                line.setCharAt(i, ' ');
            }
        }
        return line.toString();
    }
}
