package org.buslane.node.tunnels;

import java.util.EnumSet;
import java.util.Set;
import org.buslane.node.NodeException;
import org.buslane.tunnel.socketcand.Dialect;

/** The names of {@code --dialect}. */
final class DialectWords {
    private DialectWords() {}

    /** @param words with commas between them */
    static Set<Dialect> read(String words) {
        Set<Dialect> dialects = EnumSet.noneOf(Dialect.class);
        for (String word : words.split(",", -1)) {
            dialects.add(
                    switch (word.strip()) {
                        case "fdframe" -> Dialect.FDFRAME;
                        case "long-frame" -> Dialect.LONG_FRAME;
                        case "rtr" -> Dialect.RTR;
                        default ->
                            throw new NodeException("--dialect is of fdframe, long-frame and rtr, not '" + word + "'");
                    });
        }
        if (dialects.contains(Dialect.FDFRAME) && dialects.contains(Dialect.LONG_FRAME)) {
            throw new NodeException("--dialect is fdframe or long-frame, as both are for FD frames");
        }
        return dialects;
    }
}
