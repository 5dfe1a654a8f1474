package org.buslane.virtual;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.virtual.GatewayFixture.lane;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.policy.Policy;
import org.buslane.core.text.FrameText;
import org.buslane.linux.Epoll;
import org.buslane.linux.EventFd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ResidentTest {
    private final List<AutoCloseable> closers = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closer : closers.reversed()) {
            closer.close();
        }
    }

    /** Says {@code answer} of each frame that it hears. */
    record Echo(UnaryOperator<String> answer) implements ResidentKind {
        @Override
        public String words() {
            return "an echo";
        }

        @Override
        public Resident open(Voice voice) {
            return new Quiet() {
                @Override
                public void hear(FrameBatch batch, long selected, Ledger heard) {
                    for (long rest = selected; rest != 0; rest &= rest - 1) {
                        int i = Long.numberOfTrailingZeros(rest);
                        String frame =
                                FrameText.format(FrameStruct.read(batch.memory(), batch.offset(i), batch.size(i)));
                        say(voice, answer.apply(frame));
                    }
                    heard.delivered(Long.bitCount(selected));
                }
            };
        }
    }

    /** Says a frame every two milliseconds, three times. */
    record Clockwork(long period) implements ResidentKind {
        @Override
        public String words() {
            return "a clockwork";
        }

        @Override
        public Resident open(Voice voice) {
            return new Quiet() {
                private long due = voice.now() + period;
                private int said;

                @Override
                public long due() {
                    return said == 3 ? Long.MAX_VALUE : due;
                }

                @Override
                public void run(long now) {
                    say(voice, "20%d#".formatted(said++));
                    due += period;
                }
            };
        }
    }

    /** Says a frame when its descriptor is ready. */
    record Waiting(EventFd event) implements ResidentKind {
        @Override
        public String words() {
            return "one that waits";
        }

        @Override
        public Resident open(Voice voice) {
            voice.watch(event.descriptor(), Epoll.IN);
            return new Quiet() {
                @Override
                public void ready(int events) {
                    event.drain();
                    say(voice, "300#");
                }
            };
        }
    }

    /** Hears, and is at fault. */
    record Faulty() implements ResidentKind {
        @Override
        public String words() {
            return "a faulty one";
        }

        @Override
        public Resident open(Voice voice) {
            return new Quiet() {
                @Override
                public void hear(FrameBatch batch, long selected, Ledger heard) {
                    throw new IllegalStateException("a fault that this test wants to be logged");
                }
            };
        }
    }

    private abstract static class Quiet implements Resident {
        @Override
        public void hear(FrameBatch batch, long selected, Ledger heard) {
            heard.dropped(DropReason.UNWANTED, Long.bitCount(selected));
        }

        @Override
        public long due() {
            return Long.MAX_VALUE;
        }

        @Override
        public void run(long now) {}

        @Override
        public void close() {}
    }

    private static void say(Voice voice, String text) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(80, 8);
            int size = FrameStruct.write(FrameText.parse(text), memory, 0);
            voice.say(memory, 0, size);
        }
    }

    private static VirtualConfig config(ResidentSpec... residents) {
        VirtualConfig lanes = GatewayFixture.config(1, lane("local", "can0", Policy.everything()));
        return new VirtualConfig(lanes.buses(), lanes.lanes(), List.of(residents));
    }

    private static ResidentSpec resident(String name, ResidentKind kind) {
        return new ResidentSpec(name, "can0", kind);
    }

    private GatewayFixture gateway(VirtualConfig config) {
        GatewayFixture gateway = new GatewayFixture(config);
        closers.add(gateway);
        return gateway;
    }

    private static String next(String frame) {
        return "%03X%s".formatted(Integer.parseInt(frame.substring(0, 3), 16) + 1, frame.substring(3));
    }

    @Test
    void answersComeAfterTheFramesThatTheyAnswer() {
        GatewayFixture gateway = gateway(config(resident("echo", new Echo(ResidentTest::next))));
        Program writer = gateway.on("local");
        Program reader = gateway.on("local");

        writer.send("100#01", "200#02");
        writer.flush();

        List<String> heard = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            heard.add(reader.hear().orElseThrow().text());
        }
        assertThat(heard).containsSubsequence("100#01", "101#01", "201#02").containsSubsequence("200#02", "201#02");
    }

    @Test
    void whatItSaysAndHearsIsCounted() {
        GatewayFixture gateway = gateway(config(resident("echo", new Echo(ResidentTest::next))));
        Program writer = gateway.on("local");

        writer.send("100#01");
        writer.hear();
        writer.flush();

        ResidentStatus status = gateway.status().residents().getFirst();
        assertThat(status.read().delivered()).isEqualTo(1);
        assertThat(status.read().isBalanced()).isTrue();
        assertThat(status.written().delivered()).isEqualTo(1);
        assertThat(status.written().isBalanced()).isTrue();
    }

    @Test
    void twoThatAnswerEachOtherForEverLeaveTimeForOthers() {
        GatewayFixture gateway =
                gateway(config(resident("a", new Echo(frame -> "111#")), resident("b", new Echo(frame -> "222#"))));
        Program program = gateway.on("local");

        program.send("001#");
        for (int i = 0; i < 20; i++) {
            program.flush();
        }

        assertThat(gateway.status().residents()).hasSize(2);
    }

    /** Holds the gateway's thread from the first frame on until the test lets it go; then counts till the 8th 0AA. */
    private static final class Witness {
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch free = new CountDownLatch(1);
        private final CountDownLatch written = new CountDownLatch(8);
        private final AtomicInteger answers = new AtomicInteger();

        private void see(String frame) {
            held.countDown();
            try {
                free.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (frame.equals("0AA#")) {
                written.countDown();
            } else if (written.getCount() < 8 && written.getCount() > 0) {
                answers.incrementAndGet();
            }
        }
    }

    record Witnessing(Witness of) implements ResidentKind {
        @Override
        public String words() {
            return "a witness";
        }

        @Override
        public Resident open(Voice voice) {
            return new Quiet() {
                @Override
                public void hear(FrameBatch batch, long selected, Ledger heard) {
                    super.hear(batch, selected, heard);
                    for (long rest = selected; rest != 0; rest &= rest - 1) {
                        int i = Long.numberOfTrailingZeros(rest);
                        of.see(FrameText.format(FrameStruct.read(batch.memory(), batch.offset(i), batch.size(i))));
                    }
                }
            };
        }
    }

    @Test
    void answersForEverAreSoManyInATurnHoweverManyProgramsWrite() throws InterruptedException {
        Witness witness = new Witness();
        closers.add(witness.free::countDown);
        GatewayFixture gateway = gateway(config(
                resident("a", new Echo(frame -> "111#")),
                resident("b", new Echo(frame -> "222#")),
                resident("witness", new Witnessing(witness))));
        List<Program> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            writers.add(gateway.on("local"));
        }

        writers.getFirst().send("001#");
        assertThat(witness.held.await(20, SECONDS)).isTrue();
        writers.forEach(writer -> writer.send("0AA#"));
        witness.free.countDown();

        assertThat(witness.written.await(20, SECONDS)).isTrue();
        assertThat(witness.answers.get()).isLessThan(800);
    }

    @Test
    void oneIsRunWhenItIsDue() {
        GatewayFixture gateway = gateway(config(resident("clockwork", new Clockwork(MILLISECONDS.toNanos(200)))));
        Program reader = gateway.on("local");

        assertThat(reader.hear().orElseThrow().text()).isEqualTo("200#");
        assertThat(reader.hear().orElseThrow().text()).isEqualTo("201#");
        assertThat(reader.hear().orElseThrow().text()).isEqualTo("202#");
    }

    @Test
    void itsDescriptorIsWaitedFor() {
        EventFd event = new EventFd();
        closers.add(event);
        GatewayFixture gateway = gateway(config(resident("waiting", new Waiting(event))));
        Program reader = gateway.on("local");

        event.signal();
        assertThat(reader.hear().orElseThrow().text()).isEqualTo("300#");
        event.signal();
        assertThat(reader.hear().orElseThrow().text()).isEqualTo("300#");
    }

    @Test
    void oneThatIsAtFaultDisturbsNobody() {
        GatewayFixture gateway =
                gateway(config(resident("faulty", new Faulty()), resident("echo", new Echo(ResidentTest::next))));
        Program program = gateway.on("local");

        program.send("100#");

        assertThat(program.hear().orElseThrow().text()).isEqualTo("101#");
    }

    @Test
    void anotherConfigurationEndsSomeAndBeginsOthers() {
        GatewayFixture gateway = gateway(config(resident("echo", new Echo(ResidentTest::next))));
        Program program = gateway.on("local");

        gateway.change(config(resident("two", new Echo(frame -> "222#"))));
        program.send("100#");

        assertThat(program.hear().orElseThrow().text()).isEqualTo("222#");
        assertThat(gateway.status().residents())
                .extracting(ResidentStatus::name)
                .containsExactly("two");
    }

    @Test
    void aChangeIsToldInWords() {
        VirtualConfig before = config(resident("echo", new Echo(ResidentTest::next)));
        VirtualConfig after = config(resident("clockwork", new Clockwork(1)));

        assertThat(VirtualChange.between(before, after).words())
                .containsExactly("end echo", "begin clockwork on bus can0: a clockwork");
        assertThat(VirtualChange.between(before, before).isEmpty()).isTrue();
    }
}
