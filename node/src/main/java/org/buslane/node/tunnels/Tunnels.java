package org.buslane.node.tunnels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.buslane.linux.can.CanOptions;
import org.buslane.node.NodeException;
import org.buslane.tunnel.TunnelSpec;
import org.buslane.tunnel.bus.BusClock;
import org.buslane.tunnel.bus.BusPort;
import org.buslane.tunnel.bus.BusReport;
import org.buslane.tunnel.bus.BusThread;
import org.buslane.tunnel.bus.KernelPort;

/**
 * Tunnels on buses that are not the gateway's own: each bus has one thread, {@link BusThread}, for all its tunnels, as
 * long as it has any. Any thread; one at a time.
 */
public final class Tunnels implements AutoCloseable {
    private static final long ANSWER_SECONDS = 5;

    private final Function<String, BusPort> ports;
    private final BusClock clock;
    private final Map<String, BusThread> buses = new LinkedHashMap<>();
    private List<TunnelSpec> specs = List.of();

    /** @param ports makes the port of a bus, by its name */
    public Tunnels(Function<String, BusPort> ports, BusClock clock) {
        this.ports = ports;
        this.clock = clock;
    }

    /** An interface of the kernel's, with its error frames: each peer's policy says whether it is to have them. */
    public static BusPort kernelPort(String bus) {
        return new KernelPort(bus, CanOptions.ALL_ERRORS);
    }

    /** What {@link #change} would do, each step in words. */
    public synchronized List<String> difference(List<TunnelSpec> wanted) {
        List<String> steps = new ArrayList<>();
        for (TunnelSpec there : specs) {
            if (!wanted.contains(there)) {
                steps.add("end " + there.name());
            }
        }
        for (TunnelSpec spec : wanted) {
            if (!specs.contains(spec)) {
                steps.add("begin %s on bus %s: %s"
                        .formatted(spec.name(), spec.bus(), spec.kind().words()));
            }
        }
        return steps;
    }

    /**
     * Has these tunnels from now on. Those that are the same go on undisturbed; one that is another than before is closed
     * first, as both may listen at one place.
     *
     * @return what was changed, in words
     */
    public synchronized List<String> change(List<TunnelSpec> wanted) {
        List<String> steps = difference(wanted);
        for (TunnelSpec there : specs) {
            BusThread bus = buses.get(there.bus());
            if (!wanted.contains(there) && bus != null && bus.isAlive()) {
                answer(bus.close(there.name()));
            }
        }
        buses.entrySet().removeIf(bus -> {
            boolean isLeft = wanted.stream().noneMatch(spec -> spec.bus().equals(bus.getKey()));
            if (isLeft) {
                bus.getValue().close();
            }
            return isLeft;
        });
        Map<String, BusThread> fresh = new HashMap<>();
        for (TunnelSpec spec : wanted) {
            BusThread bus = buses.get(spec.bus());
            if (bus == null || !bus.isAlive()) {
                bus = BusThread.start(ports.apply(spec.bus()), clock);
                buses.put(spec.bus(), bus);
                fresh.put(spec.bus(), bus);
            }
            if (!specs.contains(spec) || fresh.containsKey(spec.bus())) {
                answer(bus.open(spec));
            }
        }
        specs = List.copyOf(wanted);
        return steps;
    }

    /** The buses with their tunnels as they are now; one that has ended after a fault of ours is not among them. */
    public synchronized List<BusReport> reports() {
        return buses.values().stream()
                .filter(BusThread::isAlive)
                .map(bus -> answer(bus.report()))
                .toList();
    }

    private static <T> T answer(CompletableFuture<T> question) {
        try {
            return question.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new NodeException("the thread of a bus failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new NodeException("the thread of a bus gave no answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeException("interrupted while a bus was asked", e);
        }
    }

    @Override
    public synchronized void close() {
        buses.values().forEach(BusThread::close);
        buses.clear();
        specs = List.of();
    }
}
