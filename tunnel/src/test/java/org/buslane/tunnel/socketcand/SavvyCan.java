package org.buslane.tunnel.socketcand;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that takes what comes as SavvyCAN does, connections/socketcand.cpp: read by read, the first two answers just as
 * they are read; ids beyond 7FF are extended ones; more than 128 characters without a frame are thrown away.
 */
final class SavvyCan implements AutoCloseable {
    private enum State {
        IDLE,
        OPENING,
        SWITCHING,
        RAW
    }

    private static final int MOST_REST = 128;
    private static final Pattern FRAME = Pattern.compile("< frame ([0-9A-F]+) \\d+\\.\\d{6} ([0-9A-F]*) >");

    /** As cansend writes them. */
    final List<String> frames = new ArrayList<>();

    /** What it could make nothing of. */
    final List<String> complaints = new ArrayList<>();

    private final TextClient client;
    private State state = State.IDLE;
    private String rest = "";

    SavvyCan(TextClient client) {
        this.client = client;
    }

    boolean isRaw() {
        return state == State.RAW;
    }

    /** Takes what was read. */
    void work() {
        client.text();
        List<String> reads = List.copyOf(client.reads);
        client.forget();
        reads.forEach(this::take);
    }

    private void take(String data) {
        switch (state) {
            case IDLE -> expect("< hi >", data, "< open can0 >", State.OPENING);
            case OPENING -> expect("< ok >", data, "< rawmode >", State.SWITCHING);
            case SWITCHING -> {
                if (data.startsWith("< ok >")) {
                    state = State.RAW;
                    decode(data.substring(6));
                } else {
                    complaints.add(data);
                }
            }
            case RAW -> decode(rest + data);
        }
    }

    private void expect(String wanted, String data, String answer, State next) {
        if (data.equals(wanted)) {
            client.say(answer);
            state = next;
        } else {
            complaints.add(data);
        }
    }

    private void decode(String data) {
        Matcher matcher = FRAME.matcher(data);
        int end = 0;
        while (matcher.find()) {
            int id = Integer.parseUnsignedInt(matcher.group(1), 16);
            frames.add((id > 0x7ff ? "%08X#%s" : "%03X#%s").formatted(id, matcher.group(2)));
            end = matcher.end();
        }
        rest = data.substring(end);
        if (rest.length() > MOST_REST) {
            complaints.add(rest);
            rest = "";
        }
    }

    /** QString::number() of an int with a sign, and of chars with one. */
    void send(int idWord, byte... data) {
        StringBuilder text = new StringBuilder("< send %x %d ".formatted((long) idWord, data.length));
        for (byte value : data) {
            text.append(HexFormat.of().toHexDigits((long) value).replaceFirst("^0+(?=.)", ""))
                    .append(' ');
        }
        client.say(text.append('>').toString());
    }

    @Override
    public void close() {
        client.close();
    }
}
