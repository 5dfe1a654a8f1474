package org.buslane.tunnel.socketcand;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what there is to know in the text of a beacon. No XML parser: the original escapes nothing, so that its beacons
 * need not be XML, and a parser of XML does things for strangers that nobody wants done. Used once.
 */
final class BeaconReader {
    private static final String SCHEME = "can://";
    private static final int PORT_DIGITS = 5;
    private static final int PORTS = 0xffff;

    private record Tag(String name, Map<String, String> attributes) {}

    private final String text;
    private int at;

    BeaconReader(String text) {
        this.text = text;
    }

    /** Empty if it is no beacon, or has no URL that leads anywhere. */
    Optional<BeaconText> read() {
        Tag root = next();
        if (!root.name().equals("CANBeacon")) {
            return Optional.empty();
        }
        String url = "";
        List<String> buses = new ArrayList<>();
        for (Tag tag = next(); !tag.name().isEmpty(); tag = next()) {
            switch (tag.name()) {
                case "URL" -> url = unescape(text.substring(at, end('<'))).strip();
                case "Bus" -> buses.add(tag.attributes().getOrDefault("name", ""));
                default -> {
                    // Others may say more.
                }
            }
        }
        buses.removeIf(bus -> bus.isEmpty() || !isPlain(bus));
        return place(root, url, buses);
    }

    private static Optional<BeaconText> place(Tag root, String url, List<String> buses) {
        int colon = url.lastIndexOf(':');
        if (!url.startsWith(SCHEME) || colon < SCHEME.length()) {
            return Optional.empty();
        }
        String host = url.substring(SCHEME.length(), colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        int port = port(url.substring(colon + 1));
        String name = root.attributes().getOrDefault("name", "");
        String description = root.attributes().getOrDefault("description", "");
        if (host.isEmpty() || port == 0 || !isPlain(host + name + description)) {
            return Optional.empty();
        }
        return Optional.of(new BeaconText(name, description, host, port, buses));
    }

    /** 0 if it is none. */
    private static int port(String digits) {
        if (digits.isEmpty() || digits.length() > PORT_DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        int port = Integer.parseInt(digits);
        return port <= PORTS ? port : 0;
    }

    /** What goes into logs has no characters that a terminal obeys. */
    private static boolean isPlain(String words) {
        return words.chars().noneMatch(Character::isISOControl);
    }

    /** The next tag, and goes behind it; one without a name if there is none. */
    private Tag next() {
        at = Math.min(end('<') + 1, text.length());
        String name = peek() == '/' ? text.charAt(at++) + word() : word();
        Map<String, String> attributes = new HashMap<>();
        for (String key = word(); !key.isEmpty() && peek() == '='; key = word()) {
            at++;
            attributes.put(key, value());
        }
        at = Math.min(end('>') + 1, text.length());
        return new Tag(name, attributes);
    }

    /** Up to a blank, {@code =} or the end of the tag. */
    private String word() {
        while (Character.isWhitespace(peek())) {
            at++;
        }
        int from = at;
        while (at < text.length() && "=>/".indexOf(peek()) < 0 && !Character.isWhitespace(peek())) {
            at++;
        }
        return text.substring(from, at);
    }

    /** In quotes, in which a bracket is no end of a tag. */
    private String value() {
        char quote = peek();
        if (quote != '"' && quote != '\'') {
            return word();
        }
        at++;
        int from = at;
        at = end(quote);
        String value = text.substring(from, at);
        at = Math.min(at + 1, text.length());
        return unescape(value);
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    /** Where such a character comes next, or the text ends. */
    private int end(char character) {
        int found = text.indexOf(character, at);
        return found < 0 ? text.length() : found;
    }

    private static String unescape(String words) {
        return words.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }
}
