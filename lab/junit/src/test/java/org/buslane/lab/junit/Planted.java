package org.buslane.lab.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;

/** Planted classes as JUnit ran them, with a lab that is only another process. */
public record Planted(EngineExecutionResults results) {
    private static final String NO_LAB = "env PLANTED_KERNEL={kernel}";

    static Planted run(Class<?>... classes) {
        return run(NO_LAB, classes);
    }

    public static Planted run(String command, Class<?>... classes) {
        return new Planted(EngineTestKit.engine("junit-jupiter")
                .configurationParameter(LabCommand.COMMAND, command)
                .selectors(Stream.of(classes).map(each -> selectClass(each)).toArray(DiscoverySelector[]::new))
                .execute());
    }

    /** How each test went, as {@code passes: SUCCESSFUL}, by its method or else its display name. */
    public List<String> tests() {
        return results.testEvents().stream()
                .filter(event -> event.getType() == EventType.FINISHED || event.getType() == EventType.SKIPPED)
                .map(event -> "%s: %s".formatted(name(event), status(event)))
                .toList();
    }

    private static String name(Event event) {
        String name = event.getTestDescriptor().getDisplayName();
        return name.endsWith("()") ? name.substring(0, name.length() - 2) : name;
    }

    private static String status(Event event) {
        return event.getPayload(TestExecutionResult.class)
                .map(result -> result.getStatus().toString())
                .orElse(event.getType().toString());
    }

    /** What a test, or a container, with this display name threw. */
    Throwable thrownBy(String name) {
        return results.allEvents().stream()
                .filter(event -> name(event).equals(name))
                .map(event -> event.getPayload(TestExecutionResult.class).flatMap(TestExecutionResult::getThrowable))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new AssertionError("%s threw nothing: %s".formatted(name, tests())));
    }

    /** Everything that was thrown. */
    public List<Throwable> failures() {
        return results.allEvents().failed().stream()
                .map(event ->
                        event.getRequiredPayload(TestExecutionResult.class).getThrowable())
                .flatMap(Optional::stream)
                .toList();
    }

    List<String> containers() {
        return results.containerEvents().started().stream().map(Planted::name).toList();
    }

    /** The containers that did not end well. */
    List<String> failedContainers() {
        return results.containerEvents().failed().stream().map(Planted::name).toList();
    }
}
