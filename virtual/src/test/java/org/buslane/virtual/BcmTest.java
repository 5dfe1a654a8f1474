package org.buslane.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.virtual.GatewayFixture.can;
import static org.buslane.virtual.GatewayFixture.lane;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.buslane.core.bcm.BcmFlag;
import org.buslane.core.bcm.BcmHead;
import org.buslane.core.bcm.BcmOpcode;
import org.buslane.core.bcm.Interval;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.DropReason;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.policy.Policy;
import org.buslane.core.text.FrameText;
import org.buslane.linux.Errno;
import org.buslane.linux.socket.Received;
import org.buslane.linux.socket.UnixSocket;
import org.buslane.virtual.session.Protocol;
import org.buslane.virtual.wire.Op;
import org.buslane.virtual.wire.Reply;
import org.buslane.virtual.wire.Request;
import org.buslane.virtual.wire.StateWord;
import org.buslane.virtual.wire.Trailer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** BCM's sockets on the gateway; what they do is bcmtest's to say. */
@Timeout(60)
class BcmTest {
    private static final int CYCLIC = BcmFlag.SETTIMER | BcmFlag.STARTTIMER;
    private static final int FRAME = 16;
    private static final VirtualConfig CONFIG = GatewayFixture.config(
            1, lane("local", "can0", Policy.everything()), lane("shy", "can0", GatewayFixture.policy("100", "200")));

    private final List<AutoCloseable> closers = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closer : closers.reversed()) {
            closer.close();
        }
    }

    private <T extends AutoCloseable> T closing(T closer) {
        closers.add(closer);
        return closer;
    }

    /** A request with any bytes for a value. */
    private static Reply ask(Program program, int op, int name, MemorySegment value) {
        try (UnixSocket.Pair ends = Program.pair();
                Arena arena = Arena.ofConfined()) {
            MemorySegment request = arena.allocate(Request.HEADER_SIZE + value.byteSize(), 8);
            Request.write(request, op, 0, name, value);
            program.socket().send(request, List.of(ends.right().descriptor()), 0);
            ends.right().close();
            return Program.reply(ends.left(), arena);
        }
    }

    private static MemorySegment words(int... words) {
        return MemorySegment.ofArray(words);
    }

    private Program connected(Path busSocket) {
        Program program = closing(Program.connect(busSocket));
        assertThat(ask(program, Op.PROTOCOL, 0, words(Protocol.BCM)).error()).isZero();
        assertThat(ask(program, Op.CONNECT, 0, words(29, can(0))).error()).isZero();
        return program;
    }

    private static int write(Program program, int opcode, int flags, int id, long micros, String... frames) {
        MemorySegment message = MemorySegment.ofArray(new byte[BcmHead.SIZE + frames.length * FRAME]);
        new BcmHead(opcode, flags, 0, Interval.NONE, new Interval(0, micros), id, frames.length).write(message, 0);
        for (int i = 0; i < frames.length; i++) {
            FrameStruct.write(FrameText.parse(frames[i]), message, BcmHead.SIZE + (long) i * FRAME);
        }
        return ask(program, Op.SEND, 0, message).error();
    }

    /** The next message's first frame. */
    private static String heard(Program program) {
        assertThat(program.socket().awaitReadable(20_000)).isTrue();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(1000, 8);
            try (Received received = program.socket().receive(memory, 0, 0)) {
                assertThat(received.length()).isEqualTo(Trailer.SIZE + BcmHead.SIZE + FRAME);
                return FrameText.format(FrameStruct.read(memory, Trailer.SIZE + BcmHead.SIZE, FRAME));
            }
        }
    }

    @Test
    void aSocketBecomesOneOfBcmOnce() {
        GatewayFixture gateway = closing(new GatewayFixture(CONFIG));
        Program program = closing(Program.connect(gateway.busSocket("local")));

        assertThat(ask(program, Op.PROTOCOL, 0, words(7)).error()).isEqualTo(Errno.EPROTONOSUPPORT);
        Reply reply = ask(program, Op.PROTOCOL, 0, words(Protocol.BCM));

        assertThat(reply.error()).isZero();
        assertThat(reply.state()).isEqualTo(StateWord.MAGIC | StateWord.SESSION);
        assertThat(ask(program, Op.PROTOCOL, 0, words(Protocol.BCM)).error()).isEqualTo(Errno.EINVAL);
        program.sendBytes(new byte[] {1, 2, 3});
        assertThat(ask(program, Op.CONNECT, 0, words(29, can(0))).state())
                .isEqualTo(StateWord.MAGIC | StateWord.SESSION | StateWord.BOUND | can(0));
    }

    @Test
    void policyAndAccountAreThoseOfTheLane() {
        GatewayFixture gateway = closing(new GatewayFixture(CONFIG));
        Program shy = connected(gateway.busSocket("shy"));
        Program reader = gateway.on("local");

        assertThat(write(shy, BcmOpcode.TX_SEND, 0, 0, 0, "300#01")).isZero();
        assertThat(write(shy, BcmOpcode.TX_SEND, 0, 0, 0, "200#02")).isZero();
        assertThat(reader.hear().orElseThrow().text()).isEqualTo("200#02");
        write(shy, BcmOpcode.RX_SETUP, BcmFlag.RX_FILTER_ID, 0x100, 0);
        write(shy, BcmOpcode.RX_SETUP, BcmFlag.RX_FILTER_ID, 0x101, 0);
        reader.send("101#05", "100#06", "102#07");
        assertThat(heard(shy)).isEqualTo("100#06");
        reader.flush();

        LaneStatus lane = gateway.lane("shy");
        assertThat(lane.written().isBalanced()).isTrue();
        assertThat(lane.written().delivered()).isEqualTo(1);
        assertThat(lane.written().dropped(DropReason.DENIED)).isEqualTo(1);
        assertThat(lane.read().isBalanced()).isTrue();
        assertThat(lane.read().delivered()).isEqualTo(1);
        assertThat(lane.read().dropped(DropReason.DENIED)).isEqualTo(2);
    }

    @Test
    void setupsGoOnWhenAGatewayIsKilled() {
        Succession gateways = closing(new Succession(CONFIG));
        Program bcm = connected(GatewayFixture.busSocket(gateways.folder(), "local"));
        Program reader = closing(gateways.bound("shy", can(0)));
        write(bcm, BcmOpcode.TX_SETUP, CYCLIC, 0x100, 5_000, "100#01");
        write(bcm, BcmOpcode.RX_SETUP, BcmFlag.RX_FILTER_ID, 0x200, 0);
        assertThat(reader.hear().orElseThrow().text()).isEqualTo("100#01");

        gateways.kill();
        reader.drain();
        gateways.succeed(CONFIG);

        for (int i = 0; i < 3; i++) {
            assertThat(reader.hear().orElseThrow().text()).isEqualTo("100#01");
        }
        reader.send("200#07");
        assertThat(heard(bcm)).isEqualTo("200#07");
    }

    @Test
    void oneThatIsKilledOverItsFramesLeavesAnAccountThatBalances() {
        Succession gateways = closing(new Succession(CONFIG));
        Program bcm = connected(GatewayFixture.busSocket(gateways.folder(), "local"));
        Program reader = closing(gateways.bound("local", can(0)));
        for (int id = 0; id < 8; id++) {
            write(bcm, BcmOpcode.TX_SETUP, CYCLIC, 0x100 + id, 1_000, "10%d#".formatted(id));
        }
        write(bcm, BcmOpcode.RX_SETUP, BcmFlag.RX_FILTER_ID, 0x100, 0);
        SplittableRandom random = new SplittableRandom(1);
        int[] gone = new int[1];

        int killed = gateways.killOneAfterTheOther(CONFIG, random, 60, () -> gone[0]++ > 60);
        reader.drain();

        assertThat(killed).isGreaterThan(20);
        write(bcm, BcmOpcode.RX_DELETE, 0, 0x100, 0);
        LaneStatus lane = GatewayFixture.lane(gateways.status(), "local");
        assertThat(lane.read().isBalanced()).isTrue();
        assertThat(reader.hear().orElseThrow().text()).startsWith("10");
    }

    @Test
    void anInterfaceThatIsGoneIsItsError() {
        GatewayFixture gateway = closing(new GatewayFixture(CONFIG));
        Program bcm = connected(gateway.busSocket("local"));
        write(bcm, BcmOpcode.TX_SETUP, CYCLIC, 0x100, 5_000, "100#01");

        gateway.up("can0", false);
        assertThat(bcm.hear().orElseThrow().error()).isEqualTo(Errno.ENETDOWN);
        gateway.up("can0", true);
        gateway.change(GatewayFixture.config(2, lane("local", "can1", Policy.everything())));

        assertThat(bcm.hear().orElseThrow().error()).isEqualTo(Errno.ENODEV);
        assertThat(write(bcm, BcmOpcode.TX_READ, 0, 0x100, 0)).isEqualTo(Errno.ENOTCONN);
    }

    @Test
    void anyRecordIsTakenOrRefused() {
        GatewayFixture gateway = closing(new GatewayFixture(CONFIG));
        Program bcm = connected(gateway.busSocket("local"));
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[random.nextInt(1, 300)];
            random.nextBytes(bytes);
            if (bytes.length >= 4 && random.nextBoolean()) {
                MemorySegment.ofArray(bytes).set(ValueLayout.JAVA_INT_UNALIGNED, 0, 0xB5A50002);
            }
            bcm.sendBytes(bytes);
        }

        assertThat(write(bcm, BcmOpcode.TX_SEND, 0, 0, 0, "200#02"))
                .as("seed %d", seed)
                .isZero();
        Account written = gateway.lane("local").written();
        assertThat(written.isBalanced()).isTrue();
    }
}
