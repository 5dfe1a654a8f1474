package org.buslane.lab.junit;

import java.util.function.Consumer;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Everything that happens in a class, as reports. What goes wrong around it, as in its discovery, is told as a failure
 * of the class.
 */
final class Reporter implements TestExecutionListener {
    private final Consumer<Report> told;

    Reporter(Consumer<Report> told) {
        this.told = told;
    }

    @Override
    public void executionStarted(TestIdentifier each) {
        if (Ids.isInClass(each.getUniqueId())) {
            told.accept(new Report.Started(id(each), each.getDisplayName(), each.isTest()));
        }
    }

    @Override
    public void executionSkipped(TestIdentifier each, String reason) {
        told.accept(new Report.Skipped(id(each), each.getDisplayName(), each.isTest(), reason));
    }

    @Override
    public void executionFinished(TestIdentifier each, TestExecutionResult result) {
        Throwable thrown = result.getThrowable().orElseGet(() -> new AssertionError("without a reason"));
        switch (result.getStatus()) {
            case SUCCESSFUL -> {
                if (Ids.isInClass(each.getUniqueId())) {
                    told.accept(new Report.Passed(id(each)));
                }
            }
            case FAILED -> told.accept(new Report.Failed(id(each), Thrown.pack(thrown)));
            case ABORTED -> told.accept(new Report.Aborted(id(each), Thrown.pack(thrown)));
        }
    }

    private static String id(TestIdentifier each) {
        return Ids.isInClass(each.getUniqueId()) ? Ids.inClass(each.getUniqueId()) : "";
    }
}
