package org.buslane.node.tunnels;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.buslane.node.NodeException;
import org.jspecify.annotations.Nullable;

/** The words of a libconfig file, one after the other. */
final class ConfWords {
    private static final Pattern BLANK = Pattern.compile("(?s)(?:\\s++|#[^\n]*+|//[^\n]*+|/\\*.*?\\*/)++");
    private static final Pattern NAME = Pattern.compile("[A-Za-z*][A-Za-z0-9_*-]*");
    private static final Pattern SCALAR = Pattern.compile("[A-Za-z0-9+.-]+");
    private static final Pattern TEXT = Pattern.compile("\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"", Pattern.DOTALL);
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9A-Fa-f]{2})|(.))", Pattern.DOTALL);
    private static final int HEX = 16;

    private final String file;
    private final String text;
    private int at;

    ConfWords(String file, String text) {
        this.file = file;
        this.text = text;
        skipBlank();
    }

    private void skipBlank() {
        matched(BLANK);
    }

    /** @return what stands here, or nothing */
    private String matched(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return "";
        }
        at = matcher.end();
        return matcher.group();
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    /** From 1. */
    int line() {
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    String name() {
        return require(NAME, "the name of a setting");
    }

    /** {@code =} or {@code :}. */
    void assignment() {
        if (!take('=') && !take(':')) {
            throw missing("'='");
        }
    }

    /** What may stand between two settings. */
    void separator() {
        if (!take(';')) {
            take(',');
        }
    }

    private boolean take(char c) {
        boolean isHere = at < text.length() && text.charAt(at) == c;
        if (isHere) {
            at++;
            skipBlank();
        }
        return isHere;
    }

    boolean isAtText() {
        return at < text.length() && text.charAt(at) == '"';
    }

    /** Strings one behind the other are one, as in C. */
    String text() {
        StringBuilder whole = new StringBuilder();
        do {
            String quoted = require(TEXT, "the second '\"' of a text");
            whole.append(ESCAPE.matcher(quoted.substring(1, quoted.length() - 1))
                    .replaceAll(escape -> Matcher.quoteReplacement(unescaped(escape.group(1), escape.group(2)))));
        } while (isAtText());
        return whole.toString();
    }

    private static String unescaped(@Nullable String hex, @Nullable String letter) {
        if (hex != null) {
            return String.valueOf((char) Integer.parseInt(hex, HEX));
        }
        return switch (String.valueOf(letter)) {
            case "n" -> "\n";
            case "t" -> "\t";
            case "r" -> "\r";
            case "f" -> "\f";
            default -> String.valueOf(letter);
        };
    }

    /** A number or a word such as {@code true}. */
    String scalar() {
        return require(SCALAR, "a number or a text in quotes");
    }

    private String require(Pattern pattern, String what) {
        String found = matched(pattern);
        if (found.isEmpty()) {
            throw missing(what);
        }
        skipBlank();
        return found;
    }

    private NodeException missing(String what) {
        return new NodeException("%s:%d: here should be %s".formatted(file, line(), what));
    }
}
