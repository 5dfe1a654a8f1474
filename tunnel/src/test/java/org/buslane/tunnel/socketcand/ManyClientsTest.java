package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.buslane.core.bus.DropReason;
import org.buslane.tunnel.PeerReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hundred clients over real sockets, some of which read nothing: they lose their own frames and hold up nobody. */
@Timeout(300)
class ManyClientsTest {
    private static final int WELL = 90;
    private static final int STUCK = 10;
    private static final int FRAMES = 6_000;
    private static final int AT_ONCE = 20;
    private static final Pattern LINE = Pattern.compile("< frame 100 [0-9.]+ ([0-9A-F]{16}) >");

    @Test
    void aStuckClientLosesItsOwnFramesCountedAndDelaysNobody() {
        try (Served served = Served.with(
                usual -> new Behaviour(usual.dialects(), 0, true, false, usual.holdOff(), usual.queue(), 64 * 1024))) {
            List<TextClient> well = clients(served, WELL, 0);
            List<TextClient> stuck = clients(served, STUCK, 4 * 1024);
            long[] next = new long[WELL];

            for (int i = 0; i < FRAMES; i += AT_ONCE) {
                String[] frames = new String[AT_ONCE];
                for (int j = 0; j < AT_ONCE; j++) {
                    frames[j] = "100#%016X".formatted(i + j);
                }
                served.bus.frames(frames);
                served.bus.pass(5 * ServedBus.MILLI);
                if (i % 200 == 0) {
                    served.bus.turn(0);
                    for (int j = 0; j < WELL; j++) {
                        next[j] = take(well.get(j), next[j]);
                    }
                }
            }

            for (int j = 0; j < WELL; j++) {
                int index = j;
                served.until(() -> (next[index] = take(well.get(index), next[index])) == FRAMES);
                assertThat(served.bus.peer(well.get(j).name()).sent().delivered())
                        .isEqualTo(FRAMES);
            }
            served.bus.expectBalance();
            for (TextClient client : stuck) {
                expectExact(served, client);
            }
            served.bus.expectBalance();
            well.forEach(TextClient::close);
            stuck.forEach(TextClient::close);
        }
    }

    private static List<TextClient> clients(Served served, int count, int window) {
        List<TextClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TextClient client = served.open(TextClient.tcp("127.0.0.1", served.port(), window));
            served.raw(client);
            clients.add(client);
        }
        return clients;
    }

    /** @return the number of the frame that is to come next, as none is missing */
    private static long take(TextClient client, long next) {
        String text = client.text();
        Matcher matcher = LINE.matcher(text);
        long expected = next;
        int end = 0;
        while (matcher.find()) {
            assertThat(Long.parseLong(matcher.group(1), 16)).isEqualTo(expected++);
            assertThat(matcher.start()).isEqualTo(end);
            end = matcher.end();
        }
        client.forget();
        client.reads.add(text.substring(end));
        return expected;
    }

    /** Now it reads at last: what has come, and what was lost, is all there was, and no frame came in part. */
    private static void expectExact(Served served, TextClient client) {
        served.until(() -> {
            PeerReport report = served.bus.peer(client.name());
            client.text();
            return ServedBus.number(report, "frames_waiting") == 0;
        });
        PeerReport report = served.bus.peer(client.name());
        long lost = report.sent().dropped(DropReason.QUEUE_FULL);
        assertThat(lost).isPositive();
        assertThat(report.sent().delivered() + lost).isEqualTo(FRAMES);
        served.until(() ->
                LINE.matcher(client.text()).results().count() == report.sent().delivered());
        assertThat(LINE.matcher(client.text()).replaceAll("")).isEmpty();
        assertThat(client.text()).contains("%016X".formatted(0)).contains("%016X".formatted(FRAMES - 1));
    }
}
