package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.buslane.core.policy.Policy;
import org.buslane.tunnel.socketcand.ScriptedServer.Guest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client whose server has a name, and whoever knows names is played by the test. */
@Timeout(120)
class LinkLookupTest {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress THERE = InetAddress.ofLiteral("127.0.0.2");

    /** Who knows names, or not yet. */
    private static final class Names implements Lookup.Resolver {
        private final Map<String, InetAddress> known = new ConcurrentHashMap<>();
        private final BlockingQueue<Thread> asking = new LinkedBlockingQueue<>();
        private final CountDownLatch answers;

        /** @param answers before it says anything */
        Names(CountDownLatch answers) {
            this.answers = answers;
        }

        void know(InetAddress address) {
            known.put("gateway.local", address);
        }

        @Override
        public InetAddress address(String host) throws UnknownHostException {
            asking.add(Thread.currentThread());
            try {
                answers.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            InetAddress address = known.get(host);
            if (address == null) {
                throw new UnknownHostException(host);
            }
            return address;
        }
    }

    private final CountDownLatch answers = new CountDownLatch(1);
    private final Names names = new Names(answers);

    @Test
    void aNameIsAskedForAgainBeforeEachConnection() {
        answers.countDown();
        names.know(HERE);
        try (ScriptedServer first = ScriptedServer.onTcp(HERE, 0);
                ScriptedServer moved = ScriptedServer.onTcp(THERE, first.port());
                LinkLoop loop = LinkLoop.asking(names, spec(first.port()))) {
            first.welcomes(loop).dies();
            loop.until(() -> !loop.report().well());
            names.know(THERE);
            loop.pass(PAUSE);
            try (Guest guest = moved.welcomes(loop)) {
                loop.say("123#11");
                loop.until(() -> guest.heard().equals("< send 123 1 11 >"));
            }
            assertThat(loop.peer().name()).isEqualTo("gateway.local:%d/tcp".formatted(first.port()));
            assertThat(loop.count("connections")).isEqualTo(2);
        }
    }

    @Test
    void nobodyWaitsForAnAnswerThatTakesItsTime() {
        names.know(HERE);
        try (ScriptedServer server = ScriptedServer.onTcp(HERE, 0);
                LinkLoop loop = LinkLoop.asking(names, spec(server.port()))) {
            loop.until(() -> names.asking.size() == 1);
            loop.pass(PAUSE.multipliedBy(20));
            loop.turn();
            loop.say("123#11");
            assertThat(loop.heard()).hasToString("in 1 = delivered 0 + down 1");
            assertThat(loop.report().note()).isEqualTo("it is being connected");
            answers.countDown();
            server.welcomes(loop).close();
            assertThat(names.asking).hasSize(1);
        }
    }

    @Test
    void aNameThatNobodyKnowsIsToldAndAskedForAgain() {
        answers.countDown();
        try (ScriptedServer server = ScriptedServer.onTcp(HERE, 0);
                LinkLoop loop = LinkLoop.asking(names, spec(server.port()))) {
            loop.until(() -> loop.report().note().contains("no such host"));
            names.know(HERE);
            loop.pass(PAUSE);
            server.welcomes(loop).close();
        }
    }

    @Test
    void oneThatIsClosedMeanwhileTakesNoAnswer() throws InterruptedException {
        names.know(HERE);
        try (LinkLoop loop = LinkLoop.asking(names, spec(1))) {
            loop.until(() -> names.asking.size() == 1);
        }
        Thread asking = names.asking.take();
        assertThat(asking.getName()).isEqualTo("looks up gateway.local");
        answers.countDown();
        assertThat(asking.join(Duration.ofSeconds(20))).isTrue();
    }

    private static SocketcandClientSpec spec(int port) {
        return SocketcandClientSpec.of(new ServerPlace.Named("gateway.local", port), "can0", Policy.everything());
    }
}
