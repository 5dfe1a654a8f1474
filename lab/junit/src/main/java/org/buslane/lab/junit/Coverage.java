package org.buslane.lab.junit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The JaCoCo agent that this JVM runs under: a guest gets the same one with a file of its own, which is appended to
 * this one's. That is allowed as such a file is a sequence of blocks, and it is what the agent itself does to a file
 * that is there.
 */
record Coverage(String agent, Map<String, String> options) {
    private static final String FILE = "destfile";

    Coverage {
        options = Map.copyOf(options);
    }

    /**
     * By the arguments of this JVM. Empty without the agent, and if its results go over a network or replace what a
     * file holds when this JVM ends: then a guest could bring nothing.
     */
    static Optional<Coverage> of(List<String> arguments) {
        return arguments.stream()
                .filter(each -> each.startsWith("-javaagent:") && each.contains("jacoco"))
                .map(each -> each.substring("-javaagent:".length()))
                .map(each -> new Coverage(each.replaceFirst("=.*", ""), options(each)))
                .filter(each -> each.options.getOrDefault("output", "file").equals("file"))
                .filter(each -> each.options.getOrDefault("append", "true").equals("true"))
                .findFirst();
    }

    private static Map<String, String> options(String agent) {
        Map<String, String> options = new LinkedHashMap<>();
        int start = agent.indexOf('=');
        for (String option :
                start < 0 ? new String[0] : agent.substring(start + 1).split(",")) {
            int value = option.indexOf('=');
            if (value > 0) {
                options.put(option.substring(0, value), option.substring(value + 1));
            }
        }
        return options;
    }

    /** The argument of a guest's JVM. */
    String argument(Path file) {
        Map<String, String> own = new LinkedHashMap<>(options);
        own.put(FILE, file.toString());
        return own.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(",", "-javaagent:" + Path.of(agent).toAbsolutePath() + "=", ""));
    }

    /** A guest that was killed has written nothing. The agent locks the file while it writes, so does this. */
    void append(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        Path all = Path.of(options.getOrDefault(FILE, "jacoco.exec")).toAbsolutePath();
        Files.createDirectories(all.getParent());
        try (FileChannel from = FileChannel.open(file);
                FileChannel to = FileChannel.open(all, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            to.lock();
            for (long at = 0; at < from.size(); ) {
                at += from.transferTo(at, from.size() - at, to);
            }
        }
    }
}
