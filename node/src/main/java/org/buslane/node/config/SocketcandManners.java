package org.buslane.node.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.buslane.tunnel.socketcand.Behaviour;
import org.buslane.tunnel.socketcand.Dialect;

/** How a server of socketcand's protocol speaks: {@code dialect: [rtr], error-mask: 1FFFFFFF, hold-off: 5ms}. */
final class SocketcandManners {
    static final String DIALECT = "dialect";
    static final String ERROR_MASK = "error-mask";
    private static final String STRICT = "strict";
    private static final String QUICK_ACK = "quick-ack";
    private static final String HOLD_OFF = "hold-off";

    static final List<String> KEYS = List.of(DIALECT, ERROR_MASK, STRICT, QUICK_ACK, HOLD_OFF);

    private static final int HEX = 16;

    /** CAN_ERR_MASK of linux/can.h. */
    private static final int ALL_ERRORS = 0x1fff_ffff;

    private SocketcandManners() {}

    /** @param hearErrors whether any client may hear of error frames, and so of all if no other is said */
    static Behaviour read(YamlSection section, boolean hearErrors) {
        Behaviour usual = Behaviour.USUAL;
        return new Behaviour(
                dialects(section),
                section.get(ERROR_MASK).map(SocketcandManners::mask).orElse(hearErrors ? ALL_ERRORS : 0),
                section.get(STRICT).map(YamlValue::flag).orElse(usual.strict()),
                section.get(QUICK_ACK).map(YamlValue::flag).orElse(usual.quickAck()),
                section.get(HOLD_OFF).map(Spans::nanos).orElse(usual.holdOff()),
                usual.queue(),
                usual.reel());
    }

    /** Of a server or a client. */
    static Set<Dialect> dialects(YamlSection section) {
        Set<Dialect> dialects = EnumSet.noneOf(Dialect.class);
        section.get(DIALECT)
                .map(value -> value.isList() ? value.list() : List.of(value))
                .orElse(List.of())
                .forEach(word -> dialects.add(dialect(word)));
        return dialects;
    }

    private static Dialect dialect(YamlValue word) {
        return switch (word.text()) {
            case "fdframe" -> Dialect.FDFRAME;
            case "long-frame" -> Dialect.LONG_FRAME;
            case "rtr" -> Dialect.RTR;
            default -> throw word.mistake("is of fdframe, long-frame and rtr, not '" + word.text() + "'");
        };
    }

    private static int mask(YamlValue value) {
        String text = value.text();
        if (!text.matches("(?:0x)?[01]?[0-9A-Fa-f]{1,7}")) {
            throw value.mistake("is a mask in hex of up to 1FFFFFFF, not '" + text + "'");
        }
        return Integer.parseInt(text.replaceFirst("^0x", ""), HEX);
    }
}
