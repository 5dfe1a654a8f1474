package org.buslane.tunnel.socketcand;

import java.util.ArrayList;
import java.util.List;

/**
 * A client that speaks as Kayak does, BCMConnection.java and ControlConnection.java of its core: elements from one angle
 * bracket to the other in a buffer of 128 characters, fields between blanks, and the data in fields of their own.
 */
final class Kayak implements AutoCloseable {
    private static final int BUFFER = 128;
    private static final int FIRST_BYTE = 4;

    /** As cansend writes them, with the time in microseconds before them. */
    final List<String> frames = new ArrayList<>();

    final List<List<Long>> statistics = new ArrayList<>();
    final List<String> complaints = new ArrayList<>();
    private final TextClient client;
    private final List<String> script;
    private String rest = "";
    private int step;

    /** One that wants to be told of frames. */
    static Kayak bcm(TextClient client) {
        return new Kayak(client, List.of("< hi >", "< open can0 >", "< ok >"));
    }

    /** One that wants to be told of statistics. */
    static Kayak control(TextClient client) {
        return new Kayak(client, List.of("< hi >", "< open can0 >", "< ok >", "< controlmode >", "< ok >"));
    }

    private Kayak(TextClient client, List<String> script) {
        this.client = client;
        this.script = script;
    }

    boolean isConnected() {
        return step == script.size();
    }

    /** Takes what was read. */
    void work() {
        String data = rest + client.text();
        client.forget();
        for (int end = data.indexOf('>'); end >= 0; end = data.indexOf('>')) {
            take(data.substring(data.indexOf('<'), end + 1));
            data = data.substring(end + 1);
        }
        rest = data;
        if (rest.length() >= BUFFER) {
            complaints.add(rest);
        }
    }

    private void take(String element) {
        String[] fields = element.split("\\s");
        switch (fields[1]) {
            case "frame" -> frame(fields);
            case "stat" ->
                statistics.add(List.of(
                        Long.parseLong(fields[2]),
                        Long.parseLong(fields[3]),
                        Long.parseLong(fields[4]),
                        Long.parseLong(fields[5])));
            default -> answer(element);
        }
    }

    private void frame(String[] fields) {
        StringBuilder data = new StringBuilder();
        for (int i = FIRST_BYTE; i < fields.length - 1; i++) {
            data.append(fields[i]);
        }
        int point = fields[3].indexOf('.');
        long micros = Long.parseLong(fields[3].substring(0, point)) * 1_000_000
                + Long.parseLong(fields[3].substring(point + 1));
        frames.add("%d %s#%s".formatted(micros, fields[2], data));
    }

    private void answer(String element) {
        if (isConnected() || !element.equals(script.get(step))) {
            complaints.add(element);
            return;
        }
        step++;
        if (!isConnected()) {
            client.say(script.get(step));
            step++;
        }
    }

    void subscribeTo(int id, int seconds, int micros) {
        client.say("< subscribe %d %d %x >".formatted(seconds, micros, id));
    }

    void unsubscribeFrom(int id) {
        client.say("< unsubscribe %x >".formatted(id));
    }

    void addSendJob(int id, int seconds, int micros, String data) {
        client.say("< add %d %d %x %d %s >".formatted(seconds, micros, id, (data.length() + 1) / 3, data));
    }

    void sendFrame(int id, String data) {
        client.say("< send %x %d %s >".formatted(id, (data.length() + 1) / 3, data));
    }

    void requestStatistics(int millis) {
        client.say("< statistics %d >".formatted(millis));
    }

    @Override
    public void close() {
        client.close();
    }
}
