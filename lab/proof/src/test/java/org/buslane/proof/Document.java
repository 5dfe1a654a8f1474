package org.buslane.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of Markdown: what it tells people to type, and where it sends them. */
record Document(Path path, List<String> lines) {
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

    static Document read(Path path) {
        try {
            return new Document(path, Files.readAllLines(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every page of a checkout, and no page of what was built in it. */
    static List<Document> all(Path checkout) {
        try (Stream<Path> top = Files.list(checkout);
                Stream<Path> docs = Files.walk(checkout.resolve("docs"));
                Stream<Path> bench = Files.list(checkout.resolve("bench"))) {
            return Stream.of(top, docs, bench)
                    .flatMap(pages -> pages)
                    .filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .map(Document::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of its sh blocks: one command each. */
    List<String> commands() {
        return blocks("sh").stream()
                .flatMap(String::lines)
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** Its blocks of code in a language. */
    List<String> blocks(String language) {
        List<String> blocks = new ArrayList<>();
        List<String> block = new ArrayList<>();
        boolean inside = false;
        for (String line : lines) {
            if (inside && line.equals("```")) {
                blocks.add(String.join("\n", block) + "\n");
                inside = false;
            } else if (inside) {
                block.add(line);
            } else if (line.equals("```" + language)) {
                block.clear();
                inside = true;
            }
        }
        return blocks;
    }

    /** The files it links to, relative to its own folder. */
    List<Path> links() {
        return lines.stream()
                .flatMap(line -> LINK.matcher(line).results())
                .map(link -> path.resolveSibling(link.group(1)).normalize())
                .toList();
    }
}
