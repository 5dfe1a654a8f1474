package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.buslane.core.policy.Policy;
import org.buslane.linux.inet.InetPlace;
import org.buslane.tunnel.bus.BusClock;

/** A server of one bus, both real, and clients of it. */
final class Served implements AutoCloseable {
    private static final long PATIENCE = 10_000_000_000L;

    final SocketcandServer server;
    final ServedBus bus;
    final ControlDouble control = new ControlDouble();
    boolean isFaulty;
    private boolean isClosed;
    Optional<BusTraffic> traffic = Optional.of(new BusTraffic(1, 2, 3, 4));

    Served(ServerSpec spec) {
        server = SocketcandServer.start(spec, control, any -> traffic(), BusClock.real());
        bus = new ServedBus(server.kind(spec.buses().getFirst()));
    }

    static Served usual() {
        return new Served(spec());
    }

    static Served with(UnaryOperator<Behaviour> changes) {
        return new Served(spec(Policy.everything(), changes.apply(Behaviour.USUAL), Limits.USUAL));
    }

    static ServerSpec spec() {
        return spec(Policy.everything(), Behaviour.USUAL, Limits.USUAL);
    }

    static ServerSpec spec(Policy policy, Behaviour behaviour, Limits limits) {
        return spec(policy, List.of(), false, behaviour, limits);
    }

    static ServerSpec spec(
            Policy policy, List<ClientRule> rules, boolean isClosed, Behaviour behaviour, Limits limits) {
        return new ServerSpec(
                "test",
                List.of("can0", "can1"),
                List.of(new ListenPlace.Tcp(InetPlace.parse("127.0.0.1:0"))),
                policy,
                rules,
                isClosed,
                limits,
                behaviour,
                Optional.empty(),
                Optional.empty());
    }

    private Optional<BusTraffic> traffic() {
        if (isFaulty) {
            throw new IllegalStateException("the test says so");
        }
        return traffic;
    }

    int port() {
        String at = server.report().listening().getFirst();
        return Integer.parseInt(at.substring(at.lastIndexOf(':') + 1, at.indexOf('/')));
    }

    TextClient connect() {
        return TextClient.tcp(port());
    }

    /** One that has opened the bus. */
    TextClient open() {
        return open(connect());
    }

    TextClient open(TextClient client) {
        until(() -> client.has("< hi >"));
        client.forget();
        ask(client, "< open can0 >", "< ok >");
        return client;
    }

    /** One in raw mode, whose hold-off is over. */
    TextClient raw() {
        TextClient client = open();
        raw(client);
        return client;
    }

    void raw(TextClient client) {
        ask(client, "< rawmode >", "< ok >");
        bus.pass(Behaviour.USUAL.holdOff());
    }

    /** It says something, reads just that answer, and forgets it. */
    void ask(TextClient client, String command, String answer) {
        client.say(command);
        until(() -> client.text().length() >= answer.length());
        assertThat(client.text()).isEqualTo(answer);
        client.forget();
    }

    void until(BooleanSupplier condition) {
        bus.until(condition);
    }

    /** Waits for something that the server's own thread does. */
    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** In the middle of a test. */
    void end() {
        close();
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            bus.close();
            server.close();
        }
    }
}
