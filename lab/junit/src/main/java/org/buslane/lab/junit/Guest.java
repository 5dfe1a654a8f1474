package org.buslane.lab.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The program in the guest: runs the class of each line on its standard input, tells {@link Report}s on its standard
 * output, and ends with its input. What tests print goes to standard error. The main thread runs the classes, another
 * one reads, so that the guest also ends when nobody is left outside while a class is stuck.
 */
public final class Guest {
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final PrintStream reports;

    private Guest(PrintStream reports) {
        this.reports = reports;
    }

    public static void main(String[] none) throws InterruptedException {
        InputStream in = System.in;
        System.setIn(InputStream.nullInputStream());
        System.setOut(System.err);
        Guest guest =
                new Guest(new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.US_ASCII));
        Thread.ofPlatform().daemon().name("requests").start(() -> guest.read(in));
        guest.run();
    }

    private void read(InputStream in) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                requests.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            System.exit(0);
        }
    }

    private void run() throws InterruptedException {
        try (LauncherSession session = LauncherFactory.openSession()) {
            tell(new Report.Ready(System.getProperty("os.version")));
            while (true) {
                run(session, requests.take());
            }
        }
    }

    private void run(LauncherSession session, String className) {
        try {
            session.getLauncher()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(className))
                                    .filters(includeEngines("junit-jupiter"))
                                    .build(),
                            new Reporter(this::tell));
        } catch (RuntimeException | LinkageError e) {
            tell(new Report.Failed("", Thrown.pack(e)));
        }
        tell(new Report.Ended());
    }

    /** Tests may run on several threads. */
    private void tell(Report report) {
        synchronized (reports) {
            reports.print(report.line() + "\n");
            reports.flush();
        }
    }
}
