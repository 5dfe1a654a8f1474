package org.buslane.proof.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Buses;
import org.buslane.lab.junit.net.Candump;
import org.buslane.linux.NetworkNamespace;
import org.buslane.linux.can.CanOptions;
import org.buslane.linux.can.CanSocket;
import org.buslane.node.agent.AgentStatus;
import org.buslane.node.control.NodeStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Whatever happens under it, the agent has the lanes as they should be, with frames under way in both directions and
 * candump as the judge: none comes twice or before an earlier one, each that does not come is in the ledger, and the
 * container keeps the sockets that it had.
 */
@OnKernels({"6.1", "6.12"})
class FaultsTest {
    private static final String FROM_INSIDE = "101";
    private static final String FROM_HOST = "202";

    /** Of the random part: seconds after which the ledger is judged, and seconds in all, more by hand and at night. */
    private static final int ROUND = 20;

    private static final int SECONDS = Integer.getInteger("buslane.faults.seconds", ROUND);

    private final Node node = new Node();
    private final Map<Fault, List<Long>> repaired = new EnumMap<>(Fault.class);
    private final List<Fault> suffered = new ArrayList<>();
    private Optional<Running> traffic = Optional.empty();

    @AfterEach
    void nothingIsLeft() {
        node.close();
    }

    @Test
    void eachFaultIsRepaired(TestReporter report) {
        judge(() -> {
            for (Fault fault : Fault.values()) {
                suffer(fault, new Random(1));
            }
        });
        report.publishEntry("repaired in ms", repaired.toString());
    }

    @Test
    void faultsAtRandomAreRepairedAndWhatTheyCostIsInTheLedger(TestReporter report) {
        long seed = Long.getLong("buslane.faults.seed", System.nanoTime());
        Random random = new Random(seed);
        Fault[] counted = Stream.of(Fault.values()).filter(Fault::isCounted).toArray(Fault[]::new);
        try {
            for (int round = 0; round < Math.ceilDiv(SECONDS, ROUND); round++) {
                awaitBalance();
                AgentStatus.Lane before = node.account();
                suffered.clear();
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ROUND);
                Judgement judgement = judge(() -> {
                    while (System.nanoTime() < end) {
                        suffer(counted[random.nextInt(counted.length)], random);
                    }
                });
                awaitBalance();
                requireLedger(judgement, before);
            }
        } catch (AssertionError e) {
            throw new AssertionError("seed %d: %s".formatted(seed, e.getMessage()), e);
        }
        report.publishEntry(Map.of("seed", Long.toString(seed), "repaired in ms", repaired.toString()));
    }

    /** @param random how long the cause lasts */
    private void suffer(Fault fault, Random random) {
        suffered.add(fault);
        fault.begin(node);
        sleep(random.nextInt(600));
        fault.end(node);
        long over = System.nanoTime();
        if (fault == Fault.AGENT_RESTARTED || fault == Fault.CONTAINER_RESTARTED) {
            node.awaitWell();
        } else {
            awaitThrough(fault);
        }
        repaired.computeIfAbsent(fault, _ -> new ArrayList<>())
                .add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - over));
        node.awaitWell();
    }

    /** What is under way while faults are suffered. */
    private record Running(NumberedSender inside, NumberedSender host, Candump onBus, Candump within) {
        Numbers arrivedOnBus() {
            return Numbers.of(onBus.frames(), "can0", FROM_INSIDE);
        }

        Numbers arrivedInside() {
            return Numbers.of(within.frames(), "can0", FROM_HOST);
        }
    }

    private void awaitThrough(Fault fault) {
        Running running = traffic.orElseThrow();
        long written = running.inside().sent();
        long read = running.host().sent();
        Await.until(
                () -> running.arrivedOnBus().last() >= written
                        && running.arrivedInside().last() >= read,
                () -> "after %s: %s%n%s".formatted(fault, node.state(), String.join("\n", node.journal())));
    }

    /** How many frames were sent and arrived, from inside and from the host. */
    private record Judgement(long written, long onBus, long sent, long inside) {}

    private Judgement judge(Runnable faults) {
        String foreign = node.foreign();
        int inside = insideIndex();
        try (NetworkNamespace namespace = NetworkNamespace.open(node.container().file());
                Candump onBus = Buses.here().dump("any");
                Candump within = Buses.in(node.container()).dump("can0");
                NumberedSender sender =
                        NumberedSender.start(0x101, () -> CanSocket.openIn(namespace, inside, CanOptions.classic()));
                NumberedSender host =
                        NumberedSender.start(0x202, () -> CanSocket.open(Node.index("can0"), CanOptions.classic()))) {
            Running running = new Running(sender, host, onBus, within);
            traffic = Optional.of(running);
            faults.run();
            sender.end();
            host.end();
            settle(running);
            Numbers written = running.arrivedOnBus();
            Numbers read = running.arrivedInside();
            written.requireInOrderAndOnce("on the bus");
            read.requireInOrderAndOnce("inside");
            assertThat(sender.opened()).as("sockets of the program inside").isEqualTo(1);
            assertThat(within.isRunning()).as("candump inside goes on").isTrue();
            assertThat(node.foreign()).isEqualTo(foreign);
            return new Judgement(sender.sent(), written.count(), host.sent(), read.count());
        }
    }

    /**
     * What was written, to the frame. What passed on the bus while nothing led from there to the lane is the bus's own
     * count between two looks, in which one fault may hide behind another: it is never more than was lost.
     */
    private void requireLedger(Judgement judgement, AgentStatus.Lane before) {
        AgentStatus.Lane account = node.account();
        String what = "lost of %s by %s, before %s, after %s%n%s"
                .formatted(judgement, account, before, names(), String.join("\n", node.journal()));
        assertThat(dropped(account.written()) - dropped(before.written()))
                .as(what)
                .isEqualTo(judgement.written() - judgement.onBus());
        assertThat(dropped(account.read()) - dropped(before.read()))
                .as(what)
                .isLessThanOrEqualTo(judgement.sent() - judgement.inside() + 2L * suffered.size());
    }

    /** What came through without filters is known to have when nothing is under way. */
    private void awaitBalance() {
        Await.until(
                () -> {
                    NodeStatus.Counts written = node.account().written();
                    return written.in() == written.delivered() + dropped(written);
                },
                () -> "not in balance: " + node.account());
    }

    private List<String> names() {
        return suffered.stream().map(Fault::name).toList();
    }

    private static long dropped(NodeStatus.Counts counts) {
        return counts.dropped().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Until nothing more arrives. */
    private static void settle(Running running) {
        int[] last = {-1};
        Await.until(
                () -> {
                    sleep(300);
                    int now = running.arrivedOnBus().count()
                            + running.arrivedInside().count();
                    boolean same = now == last[0];
                    last[0] = now;
                    return same;
                },
                () -> "frames do not end");
    }

    private int insideIndex() {
        String line = node.container().run("ip", "-o", "link", "show", "can0");
        return Integer.parseInt(line.substring(0, line.indexOf(':')));
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
