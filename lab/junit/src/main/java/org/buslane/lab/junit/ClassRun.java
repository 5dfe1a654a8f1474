package org.buslane.lab.junit;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * A class that a guest runs. The guest's reading thread brings the reports, JUnit's threads wait for them, all under
 * this object's monitor. Nobody waits for ever: who still waits when the class's time is over has the guest killed.
 */
final class ClassRun implements AutoCloseable {
    private record Node(String name, boolean isTest) {}

    private final String className;
    private final Duration limit;
    private final long deadline;
    private final Consumer<String> kill;
    private final Runnable release;
    private final Map<String, Node> seen = new LinkedHashMap<>();
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();
    private Optional<AssertionError> lost = Optional.empty();
    private boolean isLossTold;
    private boolean isOver;
    private boolean isClosed;

    /**
     * @param kill ends the guest, for the reason that it is given
     * @param release called when this run is out of the way for the next
     */
    ClassRun(String className, Duration limit, Consumer<String> kill, Runnable release) {
        this.className = className;
        this.limit = limit;
        this.deadline = System.nanoTime() + limit.toNanos();
        this.kill = kill;
        this.release = release;
    }

    String className() {
        return className;
    }

    synchronized void take(Report report) {
        switch (report) {
            case Report.Ready _ -> {}
            case Report.Started(String id, String name, boolean isTest) -> seen.put(id, new Node(name, isTest));
            case Report.Passed(String id) -> outcomes.putIfAbsent(id, new Outcome.Passed());
            case Report.Failed(String id, String thrown) ->
                outcomes.merge(id, new Outcome.Failed(Thrown.unpack(thrown)), ClassRun::worse);
            case Report.Aborted(String id, String thrown) ->
                outcomes.putIfAbsent(id, new Outcome.Aborted(Thrown.unpack(thrown)));
            case Report.Skipped(String id, String name, boolean isTest, String reason) -> {
                seen.put(id, new Node(name, isTest));
                outcomes.putIfAbsent(id, new Outcome.Skipped(reason));
            }
            case Report.Ended() -> isOver = true;
        }
        notifyAll();
    }

    /** What goes wrong after a class counts as well, and the first failure tells most. */
    private static Outcome worse(Outcome first, Outcome second) {
        return first instanceof Outcome.Failed ? first : second;
    }

    /** The guest is gone: what has not been reported never will be. */
    synchronized void lose(String why) {
        if (!isOver) {
            lost = Optional.of(new AssertionError(why));
            isOver = true;
            notifyAll();
        }
    }

    /** Waits until the first in a class has begun; not passed if nothing did. */
    synchronized Outcome begun(String id) {
        await(() -> hasBegun(id) || outcomes.containsKey(id));
        return hasBegun(id) ? new Outcome.Passed() : known(id).orElseGet(() -> missing(id));
    }

    private boolean hasBegun(String id) {
        return seen.keySet().stream().anyMatch(each -> Ids.isBelow(id, each));
    }

    /** Waits until all in a class are done. What came of each of them is not the class's own outcome. */
    synchronized Outcome ended(String id) {
        await(() -> !id.isEmpty() && outcomes.containsKey(id));
        if (lost.isPresent() && isLossTold) {
            return new Outcome.Passed();
        }
        Outcome own = known(id).orElseGet(() -> missing(id));
        return own instanceof Outcome.Passed && id.isEmpty() ? unasked().orElse(own) : own;
    }

    /** Waits for a test's outcome. */
    synchronized Outcome outcome(String id) {
        await(() -> outcomes.containsKey(id));
        taken.add(id);
        return known(id).orElseGet(() -> missing(id));
    }

    private Optional<Outcome> known(String id) {
        return Optional.ofNullable(outcomes.get(id));
    }

    private Outcome missing(String id) {
        if (lost.isPresent()) {
            isLossTold = true;
            return new Outcome.Failed(lost.get());
        }
        AssertionError missing = new AssertionError(
                "the guest ran %s, but not %s: its tests have to be the same on both sides of the lab's wall"
                        .formatted(className, id.isEmpty() ? "a test of it" : id));
        for (String around = id; !around.isEmpty(); ) {
            around = Ids.parent(around);
            if (outcomes.get(around) instanceof Outcome.Failed(Throwable cause)) {
                missing.initCause(cause);
                break;
            }
        }
        return new Outcome.Failed(missing);
    }

    /** A failed invocation of a template that had less of them outside: nobody would have told of it. */
    private Optional<Outcome> unasked() {
        return outcomes.entrySet().stream()
                .filter(each -> each.getValue() instanceof Outcome.Failed && !taken.contains(each.getKey()))
                .filter(each -> Ids.isTemplate(Ids.parent(each.getKey())))
                .filter(each -> taken.stream().anyMatch(id -> Ids.parent(id).equals(Ids.parent(each.getKey()))))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** What a test factory made in the guest, each to be asked for its outcome. */
    synchronized List<DynamicNode> dynamicNodes(String factory) {
        return seen.entrySet().stream()
                .filter(each -> Ids.isBelow(factory, each.getKey())
                        && Ids.parent(each.getKey()).equals(factory))
                .map(each -> each.getValue().isTest()
                        ? DynamicTest.dynamicTest(
                                each.getValue().name(),
                                () -> outcome(each.getKey()).orThrow())
                        : DynamicContainer.dynamicContainer(each.getValue().name(), dynamicNodes(each.getKey())))
                .map(DynamicNode.class::cast)
                .toList();
    }

    private void await(BooleanSupplier condition) {
        boolean isKilled = false;
        long until = deadline;
        while (!isOver && !condition.getAsBoolean()) {
            long left = until - System.nanoTime();
            if (left > 0) {
                waitAtMost(left);
            } else if (isKilled) {
                lose("%s took longer than %d s, and its guest could not be killed"
                        .formatted(className, limit.toSeconds()));
            } else {
                isKilled = true;
                until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                // On its own, as the thread that reports how the guest ended needs this monitor.
                Thread.startVirtualThread(
                        () -> kill.accept("%s took longer than %d s".formatted(className, limit.toSeconds())));
            }
        }
    }

    private void waitAtMost(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(nanos, 1_000_000));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the guest ran " + className);
        }
    }

    /** Without effect the second time. */
    @Override
    public void close() {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
        }
        try {
            synchronized (this) {
                await(() -> false);
            }
        } finally {
            release.run();
        }
    }
}
