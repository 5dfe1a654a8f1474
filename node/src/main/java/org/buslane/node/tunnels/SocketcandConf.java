package org.buslane.node.tunnels;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.buslane.node.NodeException;

/**
 * {@code /etc/socketcand.conf}, in the part of libconfig's language that it needs: settings with numbers and strings,
 * {@code port = 29536; busses = "can0,can1";}, and comments. A setting that socketcand does not have changes nothing, as
 * there. Pure.
 */
final class SocketcandConf {
    private static final String PORT = "port";
    private static final String DESCRIPTION = "description";
    private static final String UNIX_NAME = "afuxname";
    private static final String BUSES = "busses";
    private static final String LISTEN = "listen";
    private static final List<String> TEXTS = List.of(DESCRIPTION, UNIX_NAME, BUSES, LISTEN);

    private final String file;
    private final ConfWords words;
    private final Map<String, String> texts = new HashMap<>();
    private Optional<Integer> port = Optional.empty();

    private SocketcandConf(String file, String text) {
        this.file = file;
        this.words = new ConfWords(file, text);
    }

    /**
     * Reads it.
     *
     * @param file how messages call it
     * @throws NodeException naming file and line of what is wrong with it, of which the original would read nothing at all
     */
    static SocketcandSettings parse(String file, String text) {
        return new SocketcandConf(file, text).read();
    }

    private SocketcandSettings read() {
        while (!words.isAtEnd()) {
            setting();
        }
        return new SocketcandSettings(port, text(DESCRIPTION), text(UNIX_NAME), text(BUSES), text(LISTEN));
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    private void setting() {
        String name = words.name();
        int line = words.line();
        words.assignment();
        boolean isText = words.isAtText();
        String value = isText ? words.text() : words.scalar();
        words.separator();
        if (TEXTS.contains(name)) {
            if (!isText) {
                throw mistake(line, "%s is a text in quotes, not %s".formatted(name, value));
            }
            texts.put(name, value);
        } else if (name.equals(PORT)) {
            port = Optional.of(port(line, isText, value));
        }
    }

    private int port(int line, boolean isText, String value) {
        try {
            int number = isText ? -1 : Integer.decode(value);
            if (number >= 0 && number <= SocketcandWords.LAST_PORT) {
                return number;
            }
        } catch (NumberFormatException e) {
            // As one that is too large.
        }
        throw mistake(line, "port is a number from 0 to 65535, not " + value);
    }

    private NodeException mistake(int line, String what) {
        return new NodeException("%s:%d: %s".formatted(file, line, what));
    }
}
