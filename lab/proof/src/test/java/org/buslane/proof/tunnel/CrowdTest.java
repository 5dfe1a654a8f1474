package org.buslane.proof.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.buslane.core.bus.Account;
import org.buslane.core.policy.Policy;
import org.buslane.lab.junit.OnKernels;
import org.buslane.linux.inet.InetPlace;
import org.buslane.proof.lane.Await;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.bus.BusClock;
import org.buslane.tunnel.socketcand.Behaviour;
import org.buslane.tunnel.socketcand.BusControl;
import org.buslane.tunnel.socketcand.Command;
import org.buslane.tunnel.socketcand.Limits;
import org.buslane.tunnel.socketcand.ListenPlace;
import org.buslane.tunnel.socketcand.ServerSpec;
import org.buslane.tunnel.socketcand.SocketcandServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two hundred clients of a socketcand server while cangen writes 2,000 frames a second, or as many as go on the one
 * processor that there is. {@code -Dbuslane.soak=200} makes it half an hour.
 */
@OnKernels({"6.1", "6.12"})
@Timeout(7200)
class CrowdTest {
    private static final int READING = 180;
    private static final int STUCK = 20;
    private static final int FRAMES = 8_000 * Integer.getInteger("buslane.soak", 1);
    private static final int WARM = 3_000;
    private static final long MEGABYTE = 1 << 20;

    /** What a stuck client's kernel takes for it; its server keeps nothing of its own but the reel. */
    private static final int SMALL = 4096;

    private static final BusControl KERNEL = new BusControl() {
        @Override
        public Optional<String> set(Command.SetTiming timing) {
            return Optional.of("nobody sets it here");
        }

        @Override
        public Optional<String> set(Command.SetModes modes) {
            return Optional.of("nobody sets them here");
        }

        @Override
        public Optional<String> start(String bus) {
            return Optional.empty();
        }
    };

    private final Site site = new Site();
    private final SocketcandServer server =
            site.inside(() -> SocketcandServer.start(spec(), KERNEL, any -> Optional.empty(), BusClock.real()));

    /** With a reel of some 2,500 frames. */
    private static ServerSpec spec() {
        Behaviour usual = Behaviour.USUAL;
        return new ServerSpec(
                "crowd",
                List.of("can0"),
                List.of(new ListenPlace.Tcp(InetPlace.parse("127.0.0.1:29536"))),
                Policy.everything(),
                List.of(),
                false,
                Limits.USUAL,
                new Behaviour(usual.dialects(), 0, true, false, usual.holdOff(), usual.queue(), 128 * 1024),
                Optional.empty(),
                Optional.empty());
    }

    @BeforeEach
    void begin() {
        site.run("ip link set lo up");
        site.open(server.kind("can0"));
        site.awaitUp();
        Await.until(() -> server.report().well(), () -> server.report().toString());
    }

    @AfterEach
    void end() {
        site.close();
        server.close();
    }

    @Test
    void stuckClientsLoseTheirOwnFramesAndEveryFrameIsAccountedFor() {
        try (Audience reading = site.inside(() -> Audience.connect(READING, 29536, 0));
                Audience stuck = site.inside(() -> Audience.connect(STUCK, 29536, SMALL))) {
            reading.read();
            CompletableFuture<String> cangen =
                    CompletableFuture.supplyAsync(() -> site.run("cangen can0 -g 0.5 -I 123 -L 8 -D i -n " + FRAMES));
            await(() -> site.report().heard().in() >= WARM);
            Memory before = Memory.now();
            cangen.join();
            await(() -> areServed(reading));
            Memory grown = Memory.now().since(before);

            assertThat(site.report().heard().in()).isEqualTo(FRAMES);
            assertThat(grown.heap()).as("%s", grown).isLessThan(4 * MEGABYTE);
            assertThat(grown.resident()).as("%s", grown).isLessThan(32 * MEGABYTE);
            Map<String, Account> sent = sent();
            assertThat(stuck.names()).allMatch(name -> account(sent, name).dropped() > 0);

            stuck.read();
            await(() -> areServed(stuck));
            isWhole(reading);
            isWhole(stuck);
        }
    }

    private void await(BooleanSupplier done) {
        Await.until(done, () -> server.report() + " heard " + site.report().heard());
    }

    /** By the clients' names. */
    private Map<String, Account> sent() {
        return site.tunnel().report().peers().stream().collect(Collectors.toMap(PeerReport::name, PeerReport::sent));
    }

    private static Account account(Map<String, Account> sent, String name) {
        return Optional.ofNullable(sent.get(name)).orElseThrow();
    }

    /** Whether nothing waits for any of them, and they have read what was sent. */
    private boolean areServed(Audience audience) {
        Map<String, Account> sent = sent();
        return audience.all().stream().allMatch(one -> {
            Account account = account(sent, one.name());
            return account.isBalanced() && account.delivered() == one.frames().count();
        });
    }

    private void isWhole(Audience audience) {
        Map<String, Account> sent = sent();
        long heard = site.report().heard().delivered();
        for (Audience.Listening one : audience.all()) {
            assertThat(one.frames().complaint()).isEmpty();
            assertThat(account(sent, one.name()).in()).as(one.name()).isEqualTo(heard);
        }
    }
}
