package org.buslane.node.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a recording: the one that was named, or if it is cut into several {@code drive-0001.log},
 * {@code drive-0002.log} and so on, behind those that are there already, of which only the newest are kept.
 */
final class FileSeries implements Output {
    private final Path file;
    private final boolean several;
    private final int keep;
    private Path current;

    /**
     * @param several whether each file has a number
     * @param keep how many there may be, the one that is written included
     */
    FileSeries(Path file, boolean several, int keep) {
        this.file = file;
        this.several = several;
        this.keep = keep;
        this.current = file;
    }

    @Override
    public Drain next() throws IOException {
        current = several ? makeRoom() : file;
        FileDrain drain = FileDrain.create(current);
        return Format.isZipped(file.toString()) ? new GzipDrain(drain) : drain;
    }

    @Override
    public String name() {
        return current.toString();
    }

    private Path makeRoom() throws IOException {
        List<Numbered> there = there();
        for (int i = 0; i < there.size() - keep + 1; i++) {
            Files.deleteIfExists(there.get(i).path());
        }
        long number = there.isEmpty() ? 1 : there.getLast().number() + 1;
        return file.resolveSibling("%s-%04d%s".formatted(stem(), number, endings()));
    }

    private record Numbered(Path path, long number) {}

    /** In the order of their numbers. */
    private List<Numbered> there() throws IOException {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        Pattern pattern = Pattern.compile(Pattern.quote(stem()) + "-(\\d{4,18})" + Pattern.quote(endings()));
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(path -> {
                        Matcher name = pattern.matcher(String.valueOf(path.getFileName()));
                        return name.matches()
                                ? Stream.of(new Numbered(path, Long.parseLong(name.group(1))))
                                : Stream.empty();
                    })
                    .sorted(Comparator.comparingLong(Numbered::number))
                    .toList();
        }
    }

    private String stem() {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - endings().length());
    }

    /** {@code .log}, {@code .log.gz}, or nothing. */
    private String endings() {
        String name = String.valueOf(file.getFileName());
        int end = Format.isZipped(name) ? name.length() - 3 : name.length();
        int dot = name.lastIndexOf('.', end - 1);
        return dot > 0 ? name.substring(dot) : name.substring(end);
    }
}
