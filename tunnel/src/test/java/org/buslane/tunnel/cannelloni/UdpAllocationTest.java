package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.core.testkit.Allocation;
import org.buslane.linux.inet.InetPlace;
import org.buslane.tunnel.Batches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is measured: the bytes that this thread allocates, once warm, while three tunnels carry frames over sockets of the
 * loopback interface: one hears a bus and sends to the other two, which say what they receive, and one of these hears a
 * bus too, so that the first relays that to the third.
 */
@Timeout(300)
class UdpAllocationTest {
    private static final int ROUNDS = 50;

    @Test
    void aFrameAllocatesNothing() {
        List<InetPlace> places = UdpLedgerTest.freePlaces(3);
        try (TestBus hub = bus(places, 0, 1, 2);
                TestBus one = bus(places, 1, 0);
                TestBus two = bus(places, 2, 0)) {
            FrameBatch classic = batch(0x80, "#1122334455667788");
            FrameBatch fd = batch(0x80, "##5" + "AB".repeat(64));
            FrameBatch back = batch(0x110, "#R8");
            List.of(hub, one, two).forEach(bus -> bus.keeps = false);

            long bytes = Allocation.fewestBytes(() -> {
                for (int i = 0; i < ROUNDS; i++) {
                    round(hub, i % 4 == 0 ? fd : classic);
                    round(one, back);
                    hub.turn(0);
                    one.turn(0);
                    two.turn(0);
                }
            });

            assertThat(bytes).isZero();
            long frames = hub.heard.delivered();
            assertThat(frames).isGreaterThanOrEqualTo(ROUNDS * 32).isEqualTo(hub.heard.in());
            assertThat(hub.count).isEqualTo(one.heard.delivered());
            assertThat(one.count).isEqualTo(frames);
            assertThat(two.count).isEqualTo(frames + hub.count);
            hub.expectBalance();
        }
    }

    private static void round(TestBus bus, FrameBatch batch) {
        bus.hear(batch);
        bus.tunnel().drained();
    }

    private static TestBus bus(List<InetPlace> places, int own, int... others) {
        Policy policy = new Policy(RuleSet.parse("100-17Fr@1000000/s,000-0FF"), RuleSet.parse("allr"), false);
        return new TestBus(new CannelloniUdp(
                places.get(own),
                Arrays.stream(others)
                        .mapToObj(other -> new Peer(places.get(other), policy, Mtu.USUAL))
                        .toList(),
                Settings.USUAL));
    }

    private static FrameBatch batch(int first, String data) {
        String[] frames = new String[32];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = "%03X%s".formatted(first + i, data);
        }
        return Batches.of(frames);
    }
}
