package org.buslane.node.tunnels;

import java.util.ArrayList;
import java.util.List;
import org.buslane.node.NodeException;

/**
 * Options as getopt_long(3) takes them: {@code -vi can0}, {@code --port=29536}, {@code --port 29536}, and a beginning of a
 * name that only one has. Those of a program that is stood in for come first, so a beginning that is enough there is
 * enough here, whatever is added.
 */
final class LongOptions {
    /** Whether an option has a value. */
    enum Value {
        NONE,
        ONE,
        /** The next word if that does not begin with {@code -}. */
        PERHAPS
    }

    /**
     * One that there is.
     *
     * @param letter of {@code -v}; a space if it has none
     * @param isOriginal whether the program that is stood in for has it
     */
    record Option(char letter, String name, Value value, boolean isOriginal) {
        static Option original(char letter, String name, Value value) {
            return new Option(letter, name, value, true);
        }

        static Option added(String name, Value value) {
            return new Option(' ', name, value, false);
        }
    }

    /** One that was typed, by its full name; the value is empty if it has none. */
    record Typed(String name, String value) {}

    private final List<Option> options;
    private final List<String> words;
    private final List<Typed> typed = new ArrayList<>();
    private int next;

    private LongOptions(List<String> words, List<Option> options) {
        this.words = words;
        this.options = options;
    }

    /**
     * In their order.
     *
     * @throws NodeException for what is no option, is more than one, or lacks its value
     */
    static List<Typed> read(List<String> words, List<Option> options) {
        return new LongOptions(words, options).read();
    }

    private List<Typed> read() {
        while (next < words.size()) {
            String word = words.get(next++);
            if (word.equals("--")) {
                break;
            }
            if (word.startsWith("--")) {
                name(word.substring(2));
            } else if (word.length() > 1 && word.startsWith("-")) {
                letters(word);
            } else {
                throw stray(word);
            }
        }
        if (next < words.size()) {
            throw stray(words.get(next));
        }
        return typed;
    }

    private static NodeException stray(String word) {
        return new NodeException("'" + word + "' belongs to no option");
    }

    private void letters(String word) {
        for (int at = 1; at < word.length(); at++) {
            char letter = word.charAt(at);
            Option option = options.stream()
                    .filter(each -> each.letter() == letter && letter != ' ')
                    .findFirst()
                    .orElseThrow(() -> new NodeException("there is no option -" + letter + " in '" + word + "'"));
            if (option.value() != Value.NONE && at + 1 < word.length()) {
                typed.add(new Typed(option.name(), word.substring(at + 1)));
                return;
            }
            typed.add(new Typed(option.name(), following(option, "-" + letter)));
        }
    }

    private void name(String text) {
        int equals = text.indexOf('=');
        Option option = named(equals < 0 ? text : text.substring(0, equals));
        if (equals < 0) {
            typed.add(new Typed(option.name(), following(option, "--" + option.name())));
        } else if (option.value() == Value.NONE) {
            throw new NodeException("--%s takes no value".formatted(option.name()));
        } else {
            typed.add(new Typed(option.name(), text.substring(equals + 1)));
        }
    }

    /** What stands behind an option, if it is its value. */
    private String following(Option option, String asTyped) {
        boolean isThere = next < words.size();
        return switch (option.value()) {
            case NONE -> "";
            case ONE -> {
                if (!isThere) {
                    throw new NodeException(asTyped + " lacks its value");
                }
                yield words.get(next++);
            }
            case PERHAPS -> isThere && !words.get(next).startsWith("-") ? words.get(next++) : "";
        };
    }

    private Option named(String beginning) {
        List<Option> meant = options.stream()
                .filter(option -> option.name().equals(beginning))
                .toList();
        if (meant.isEmpty()) {
            meant = beginningWith(beginning, true);
        }
        if (meant.isEmpty()) {
            meant = beginningWith(beginning, false);
        }
        if (meant.isEmpty()) {
            throw new NodeException("there is no option --" + beginning);
        }
        if (meant.size() > 1) {
            throw new NodeException("--%s may be --%s"
                    .formatted(
                            beginning,
                            String.join(
                                    " or --", meant.stream().map(Option::name).toList())));
        }
        return meant.getFirst();
    }

    private List<Option> beginningWith(String beginning, boolean originals) {
        return options.stream()
                .filter(option -> option.isOriginal() == originals)
                .filter(option -> option.name().startsWith(beginning))
                .toList();
    }
}
