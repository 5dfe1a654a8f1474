package org.buslane.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What was typed behind a command.
 *
 * @param words those that are no options, in order
 * @param options by their first name, each with its values; a flag has none
 */
record Arguments(List<String> words, Map<String, List<String>> options) {
    Arguments {
        words = List.copyOf(words);
        options = Map.copyOf(options);
    }

    /** Words and flags so plain, see {@link #arePlain}, that no parser must be loaded to tell them apart. */
    static Arguments plain(List<String> typed, List<String> flags) {
        List<String> words = new ArrayList<>();
        Map<String, List<String>> options = new HashMap<>();
        for (String word : typed) {
            if (flags.contains(word)) {
                options.put(word, List.of());
            } else {
                words.add(word);
            }
        }
        return new Arguments(words, options);
    }

    static Arguments of(ParseResult parsed) {
        List<String> words = new ArrayList<>();
        for (ArgSpec positional : parsed.matchedPositionals()) {
            words.addAll(positional.originalStringValues());
        }
        Map<String, List<String>> options = new HashMap<>();
        for (OptionSpec option : parsed.matchedOptions()) {
            // A flag has a value to picocli, an invented "true".
            options.put(option.names()[0], option.arity().max() == 0 ? List.of() : option.originalStringValues());
        }
        return new Arguments(words, options);
    }

    /** Whether everything is one of these flags, or does not even begin as an option does. */
    static boolean arePlain(List<String> typed, List<String> flags) {
        for (String word : typed) {
            if (word.startsWith("-") && word.length() > 1 && !flags.contains(word)) {
                return false;
            }
        }
        return true;
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    /** The value given last, or {@code unsaid}. */
    String value(String option, String unsaid) {
        List<String> values = values(option);
        return values.isEmpty() ? unsaid : values.getLast();
    }

    List<String> values(String option) {
        return options.getOrDefault(option, List.of());
    }
}
