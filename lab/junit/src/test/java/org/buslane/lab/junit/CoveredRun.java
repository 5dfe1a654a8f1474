package org.buslane.lab.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.buslane.lab.junit.planted.Covered;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** A test run as a program, to be started under an agent. */
public final class CoveredRun {
    private CoveredRun() {}

    public static void main(String[] none) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(Covered.class))
                                    .build(),
                            summary);
        }
        System.exit(summary.getSummary().getTestsSucceededCount() == 1 ? 0 : 1);
    }
}
