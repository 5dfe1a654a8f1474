package org.buslane.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The command as {@code buslane-lab inside} reads it (native/lab/inside.c): working folder, number of words, words,
 * environment, each with a zero byte behind it. No quoting, so no word can be misread.
 */
record CommandSpec(Path folder, List<String> words, Map<String, String> environment) {
    CommandSpec {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("no command");
        }
    }

    byte[] bytes() {
        ByteArrayOutputStream spec = new ByteArrayOutputStream();
        add(spec, folder.toString());
        add(spec, Integer.toString(words.size()));
        words.forEach(word -> add(spec, word));
        new TreeMap<>(environment).forEach((name, value) -> add(spec, name + "=" + value));
        return spec.toByteArray();
    }

    private static void add(ByteArrayOutputStream spec, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a zero byte in " + text);
        }
        spec.writeBytes(text.getBytes(UTF_8));
        spec.write(0);
    }
}
