package org.buslane.virtual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** Gateways one after the other over the same folder and the same kept descriptors. */
final class Succession implements AutoCloseable {
    private final Path folder = GatewayFixture.folder();
    private final KeptDescriptors store = new KeptDescriptors();
    private volatile VirtualGateway gateway;
    private Thread thread;

    Succession(VirtualConfig config) {
        gateway = open(config);
        thread = start();
    }

    private VirtualGateway open(VirtualConfig config) {
        return VirtualGateway.open(config, folder, store);
    }

    private Thread start() {
        return Thread.ofPlatform().daemon().name("bus").start(gateway::run);
    }

    /** As SIGKILL between two batches; nobody serves from here on. */
    void kill() {
        gateway.stop();
        GatewayFixture.join(thread);
        gateway.leave();
    }

    void succeed(VirtualConfig config) {
        gateway = open(config);
        thread = start();
    }

    /**
     * Kills the gateway, and then one after the other at random moments of their work, until {@code enough};
     * the last one lives.
     *
     * @return how many were killed at work
     */
    int killOneAfterTheOther(VirtualConfig config, SplittableRandom random, int mostMoments, BooleanSupplier enough) {
        kill();
        int killed = 0;
        while (!enough.getAsBoolean()) {
            FragileJournal[] journal = new FragileJournal[1];
            Setup real = Setup.real();
            gateway = VirtualGateway.open(
                    config, folder, store, new Setup(real.realtime(), real.monotonic(), real.sockets(), memory -> {
                        journal[0] = new FragileJournal(memory);
                        return journal[0];
                    }));
            journal[0].dieIn(random.nextInt(mostMoments));
            if (enough.getAsBoolean()) {
                gateway.stop(); // wake() may have met the one before
            }
            try {
                gateway.run();
            } catch (FragileJournal.Killed death) {
                killed++;
            }
            gateway.leave();
        }
        succeed(config);
        return killed;
    }

    /** Makes the gateway of the moment stop waiting. Any thread. */
    void wake() {
        gateway.stop();
    }

    KeptDescriptors store() {
        return store;
    }

    Path folder() {
        return folder;
    }

    Program connect(String lane) {
        return Program.connect(GatewayFixture.busSocket(folder, lane));
    }

    Program bound(String lane, int index) {
        Program program = connect(lane);
        int error = program.bind(index);
        if (error != 0) {
            throw new AssertionError("bind: errno " + error);
        }
        return program;
    }

    GatewayStatus status() {
        return GatewayFixture.status(gateway);
    }

    LaneStatus lane(String name) {
        return GatewayFixture.lane(status(), name);
    }

    /** Changes the running gateway; what it did, in words. */
    List<String> change(VirtualConfig config) {
        return gateway.change(config).join().words();
    }

    void up(String bus, boolean up) {
        gateway.up(bus, up).join();
    }

    @Override
    public void close() {
        gateway.stop();
        GatewayFixture.join(thread);
        gateway.close();
        store.close();
        try {
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the gateways left something behind", e);
        }
    }
}
