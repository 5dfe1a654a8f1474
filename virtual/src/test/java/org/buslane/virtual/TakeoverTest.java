package org.buslane.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.virtual.GatewayFixture.can;
import static org.buslane.virtual.GatewayFixture.lane;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.DropReason;
import org.buslane.core.policy.Policy;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.Mapping;
import org.buslane.virtual.Program.Heard;
import org.buslane.virtual.raw.RawOptions;
import org.buslane.virtual.wire.Trailer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway is killed between two batches and another one takes over: what goes on, and what cannot. */
@Timeout(60)
class TakeoverTest {
    private static final int SO_RCVBUF = 8;
    private static final VirtualConfig CONFIG =
            GatewayFixture.config(2, GatewayFixture.wideLane("wide", 2), lane("other", "can0", Policy.everything()));

    private final Succession gateways = new Succession(CONFIG);
    private final List<Program> programs = new ArrayList<>();

    @AfterEach
    void close() {
        programs.forEach(Program::close);
        gateways.close();
    }

    private Program bound(String lane, int index) {
        Program program = gateways.bound(lane, index);
        programs.add(program);
        return program;
    }

    @Test
    void programsGoOnWithTheirSockets() {
        Program writer = bound("wide", can(0));
        Program reader = bound("other", can(0));
        assertThat(gateways.status().resumed()).isFalse();

        for (int i = 0; i < 5; i++) {
            writer.send("00%d#".formatted(i));
            writer.flush();
            gateways.kill();
            gateways.succeed(CONFIG);
        }

        assertThat(gateways.status().resumed()).isTrue();
        assertThat(reader.texts()).containsExactly("000#", "001#", "002#", "003#", "004#");
    }

    @Test
    void framesWrittenWhileNoGatewayRanArriveInOrder() {
        Program writer = bound("wide", can(0));
        Program reader = bound("other", can(0));
        writer.send("001#");
        writer.flush();

        gateways.kill();
        writer.send("002#", "003#");
        writer.sendTo(can(0), "004#");
        gateways.succeed(CONFIG);
        writer.send("005#");
        writer.flush();

        assertThat(reader.texts()).containsExactly("001#", "002#", "003#", "004#", "005#");
    }

    @Test
    void optionsFiltersAndBindingsAreKept() {
        Program writer = bound("wide", can(0)).with(RawOptions.FD_FRAMES, 1).with(RawOptions.LOOPBACK, 0);
        Program reader = bound("other", can(0))
                .with(RawOptions.FILTER, 0x100, 0x700, 0x001, 0x00f)
                .with(RawOptions.JOIN_FILTERS, 1)
                .with(RawOptions.FD_FRAMES, 1);
        reader.set(RawOptions.SOL_SOCKET, RawOptions.TIMESTAMP, 1);
        Program sameLane = bound("wide", can(0));
        Program otherInterface = bound("wide", can(1));
        Program all = bound("wide", 0);
        gateways.connect("wide").close();

        gateways.kill();
        gateways.succeed(CONFIG);
        writer.send("101##1AA", "201#", "102#");
        writer.flush();
        sameLane.sendTo(can(1), "123#");
        sameLane.flush();

        List<Heard> heard = reader.drain();
        assertThat(heard).extracting(Heard::text).containsExactly("101##5AA");
        assertThat(heard).extracting(Heard::flags).containsExactly(Trailer.STAMP);
        assertThat(reader.get(RawOptions.SOL_CAN_RAW, RawOptions.FILTER)).containsExactly(0x100, 0x700, 1, 0xf);
        assertThat(sameLane.drain()).isEmpty();
        assertThat(otherInterface.texts()).containsExactly("123#");
        assertThat(all.texts()).containsExactly("123#");
    }

    @Test
    void countsGoOn() {
        Program writer = bound("wide", can(0));
        Program slow = bound("other", can(0));
        for (int i = 0; i < 1000; i++) {
            writer.send("001#");
        }
        writer.flush();
        Account written = gateways.lane("wide").written();
        Account read = gateways.lane("other").read();
        assertThat(read.dropped(DropReason.QUEUE_FULL)).isPositive();

        gateways.kill();
        gateways.succeed(CONFIG);

        assertThat(gateways.lane("wide").written()).isEqualTo(written);
        assertThat(gateways.lane("other").read()).isEqualTo(read);
        assertThat(slow.drain()).hasSize((int) read.delivered());
        writer.send("002#");
        writer.flush();
        assertThat(slow.drain()).extracting(Heard::drops).containsExactly((int) read.dropped(DropReason.QUEUE_FULL));
    }

    @Test
    void countsOfProgramsThatHaveLeftStayTheirLanes() {
        Program writer = gateways.bound("wide", can(0));
        writer.send("001#", "002#");
        writer.flush();
        writer.close();

        gateways.kill();
        gateways.succeed(CONFIG);
        bound("wide", can(0)).flush();

        assertThat(gateways.lane("wide").written().delivered()).isEqualTo(2);
    }

    @Test
    void whoLeavesWhileNoGatewayRunsHasWrittenWhatItWrote() {
        Program reader = bound("other", can(0));
        Program leaving = gateways.bound("wide", can(0));
        reader.send("7FF#");
        reader.flush();
        int kept = gateways.store().names().size();

        gateways.kill();
        leaving.send("001#", "002#");
        leaving.close();
        gateways.succeed(CONFIG);
        while (!gateways.lane("wide").connections().isEmpty()) {
            Thread.onSpinWait();
        }

        assertThat(reader.texts()).containsExactly("001#", "002#");
        assertThat(gateways.lane("wide").written().delivered()).isEqualTo(2);
        assertThat(gateways.lane("wide").read().in()).isEqualTo(3);
        assertThat(gateways.store().names()).hasSize(kept - 1);
    }

    @Test
    void whoConnectsWhileNoGatewayRunsIsServedByTheNext() {
        gateways.kill();
        Program early = gateways.connect("wide");
        programs.add(early);
        gateways.succeed(CONFIG);

        assertThat(early.bind(can(1))).isZero();
    }

    @Test
    void aBusThatWasDownIsStillDown() {
        Program reader = bound("wide", can(1));
        gateways.up("can1", false);
        reader.drain();

        gateways.kill();
        gateways.succeed(CONFIG);

        assertThat(gateways.status().buses()).extracting(BusStatus::up).containsExactly(true, false);
        reader.send("001#");
        reader.flush();
        assertThat(gateways.lane("wide").written().dropped(DropReason.DOWN)).isEqualTo(1);
        gateways.up("can1", true);
        reader.send("002#");
        reader.flush();
        assertThat(gateways.lane("wide").written().delivered()).isEqualTo(1);
    }

    @Test
    void queuesKeepTheirSize() {
        Program writer = bound("wide", can(0));
        Program large = bound("other", can(0));
        assertThat(large.set(RawOptions.SOL_SOCKET, SO_RCVBUF, 1 << 20)).isZero();

        gateways.kill();
        gateways.succeed(CONFIG);
        for (int i = 0; i < 500; i++) {
            writer.send("001#");
        }
        writer.flush();

        assertThat(large.drain()).hasSize(500);
    }

    @Test
    void aLaneThatIsNotDeclaredAnyMoreEndsAndAnotherDoesNot() {
        Program gone = bound("other", can(0));
        Program stays = bound("wide", can(0));

        gateways.kill();
        gateways.succeed(GatewayFixture.config(2, GatewayFixture.wideLane("wide", 2)));

        assertThat(gone.hear()).isEmpty();
        assertThat(stays.bind(can(1))).isZero();
        assertThat(gateways.store().names()).noneMatch(name -> name.contains("other"));
        assertThat(GatewayFixture.busSocket(gateways.folder(), "other").getParent())
                .doesNotExist();
    }

    @Test
    void anInterfaceThatIsNotDeclaredAnyMoreIsNoDevice() {
        Program gone = bound("wide", can(1));
        Program writer = bound("wide", can(0));

        gateways.kill();
        gateways.succeed(GatewayFixture.config(2, GatewayFixture.wideLane("wide", 1)));

        assertThat(gone.hear()).map(Heard::error).isEqualTo(Optional.of(Errno.ENODEV));
        gone.send("001#");
        gone.flush();
        assertThat(gateways.lane("wide").written().dropped(DropReason.UNBOUND)).isEqualTo(1);
        assertThat(gone.bind(can(0))).isZero();
        gone.with(RawOptions.FILTER, 0, 0);
        writer.send("002#");
        writer.flush();
        assertThat(gone.texts()).containsExactly("002#");
    }

    /** Memory that an older or newer version laid out is not read: programs are let go and come anew. */
    @Test
    void memoryOfAnotherVersionIsNotContinued() {
        Program before = bound("wide", can(0));
        before.send("001#");
        before.flush();

        gateways.kill();
        try (Descriptor kept = gateways.store().named("memory").duplicate();
                Mapping mapping = Mapping.readWrite(kept, GatewayMemory.SIZE)) {
            mapping.memory().set(ValueLayout.JAVA_INT, Integer.BYTES, GatewayMemory.VERSION + 1);
        }
        gateways.succeed(CONFIG);

        assertThat(gateways.status().resumed()).isFalse();
        assertThat(before.hear()).isEmpty();
        assertThat(gateways.lane("wide").written()).isEqualTo(Account.empty());
        assertThat(bound("wide", can(0)).flush().drain()).isEmpty();
    }

    @Test
    void aGatewayThatIsClosedLeavesOnlyItsMemory() {
        bound("wide", can(0));

        gateways.kill();
        gateways.succeed(CONFIG);
        gateways.kill();
        VirtualGateway last = VirtualGateway.open(CONFIG, gateways.folder(), gateways.store());
        last.close();

        assertThat(gateways.store().names()).containsExactly("memory");
        gateways.succeed(CONFIG);
    }
}
