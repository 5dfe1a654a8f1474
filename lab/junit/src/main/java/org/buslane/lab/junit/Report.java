package org.buslane.lab.junit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a guest tells: one line each on its standard output, behind a mark, as a program that a test starts may write
 * there too. Fields are separated by tabs; in them a backslash starts an escape, and everything but printable ASCII
 * is escaped, so no terminal on the way has anything to interpret. Ids are {@link Ids} in the class.
 */
sealed interface Report {
    /** ASCII's record separator. */
    char MARK = '\u001e';

    /** The guest waits for requests. */
    record Ready(String kernelRelease) implements Report {}

    record Started(String id, String name, boolean isTest) implements Report {}

    record Passed(String id) implements Report {}

    /** @param thrown as {@link Thrown} packs it */
    record Failed(String id, String thrown) implements Report {}

    record Aborted(String id, String thrown) implements Report {}

    record Skipped(String id, String name, boolean isTest, String reason) implements Report {}

    /** The class has been run. */
    record Ended() implements Report {}

    /** With its mark, without a line's end. */
    default String line() {
        return MARK + fields().map(Report::escaped).collect(Collectors.joining("\t"));
    }

    private Stream<String> fields() {
        return switch (this) {
            case Ready(String release) -> Stream.of("ready", release);
            case Started(String id, String name, boolean isTest) ->
                Stream.of("started", id, name, Boolean.toString(isTest));
            case Passed(String id) -> Stream.of("passed", id);
            case Failed(String id, String thrown) -> Stream.of("failed", id, thrown);
            case Aborted(String id, String thrown) -> Stream.of("aborted", id, thrown);
            case Skipped(String id, String name, boolean isTest, String reason) ->
                Stream.of("skipped", id, name, Boolean.toString(isTest), reason);
            case Ended() -> Stream.of("ended");
        };
    }

    /** What follows the mark in a line; empty if it is no report, as when the line was cut off. */
    static Optional<Report> of(String text) {
        try {
            return of(Arrays.stream(text.split("\t", -1)).map(Report::unescaped).toList());
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<Report> of(List<String> fields) {
        return Optional.ofNullable(
                switch (fields.getFirst() + "/" + fields.size()) {
                    case "ready/2" -> new Ready(fields.get(1));
                    case "started/4" -> new Started(fields.get(1), fields.get(2), Boolean.parseBoolean(fields.get(3)));
                    case "passed/2" -> new Passed(fields.get(1));
                    case "failed/3" -> new Failed(fields.get(1), fields.get(2));
                    case "aborted/3" -> new Aborted(fields.get(1), fields.get(2));
                    case "skipped/5" ->
                        new Skipped(fields.get(1), fields.get(2), Boolean.parseBoolean(fields.get(3)), fields.get(4));
                    case "ended/1" -> new Ended();
                    default -> null;
                });
    }

    private static String escaped(String field) {
        return field.chars()
                .mapToObj(each -> each >= ' ' && each < 0x7f && each != '\\'
                        ? Character.toString(each)
                        : "\\%04x".formatted(each))
                .collect(Collectors.joining());
    }

    private static String unescaped(String field) {
        StringBuilder text = new StringBuilder(field.length());
        for (int at = 0; at < field.length(); at++) {
            char each = field.charAt(at);
            if (each == '\\' && at + 4 < field.length()) {
                each = (char) Integer.parseInt(field, at + 1, at + 5, 16);
                at += 4;
            }
            text.append(each);
        }
        return text.toString();
    }
}
