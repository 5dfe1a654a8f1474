package org.buslane.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.virtual.GatewayFixture.can;
import static org.buslane.virtual.GatewayFixture.lane;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.buslane.core.policy.Policy;
import org.buslane.core.testkit.Property;
import org.buslane.linux.LinuxException;
import org.buslane.linux.MemFd;
import org.buslane.linux.socket.UnixSocket;
import org.buslane.virtual.raw.RawOptions;
import org.buslane.virtual.wire.Op;
import org.buslane.virtual.wire.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections come and go, more of them than there is room for too, and leave no descriptor behind. */
@Timeout(120)
class ComingAndGoingTest {
    private static final int ROOM = 20;

    private final GatewayFixture gateway = new GatewayFixture(
            GatewayFixture.oneBus(Policy.everything()),
            new Setup(() -> 0, System::nanoTime, ROOM, memory -> new Journal(memory.journal())));

    @AfterEach
    void close() {
        gateway.close();
    }

    private void awaitConnections(int count) {
        gateway.awaitLane("local", lane -> lane.connections().size() == count);
    }

    @Test
    void hundredsComeAndGoAndNoDescriptorStaysOpen() {
        Property.holds(1, RandomGenerator::nextLong, this::comeAndGo);
    }

    private void comeAndGo(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        int before = OpenDescriptors.now().size();

        List<Program> here = new ArrayList<>();
        int frames = 0;
        for (int i = 0; i < 600; i++) {
            if (here.size() == ROOM || (!here.isEmpty() && random.nextInt(3) == 0)) {
                here.remove(random.nextInt(here.size())).close();
                awaitConnections(here.size());
            } else {
                Program program = Program.connect(gateway.busSocket("local"));
                here.add(program.flush());
                if (random.nextBoolean()) {
                    assertThat(program.bind(can(0))).isZero();
                    program.send("123#");
                    frames++;
                }
            }
        }
        here.forEach(Program::close);
        awaitConnections(0);

        assertThat(OpenDescriptors.now()).hasSize(before);
        assertThat(gateway.lane("local").written().in()).isEqualTo(frames);
        assertThat(gateway.lane("local").written().isBalanced()).isTrue();
        assertThat(gateway.lane("local").read().isBalanced()).isTrue();
        assertThat(gateway.status().buses().getFirst().sockets()).isZero();
    }

    @Test
    void whoComesWhenThereIsNoRoomIsTurnedAwayAndCounted() {
        List<Program> all = new ArrayList<>();
        for (int i = 0; i < ROOM; i++) {
            all.add(gateway.on("local"));
        }

        Program tooMany = gateway.program("local");

        assertThat(endedOrReset(tooMany)).isTrue();
        assertThat(gateway.status().refused()).isEqualTo(1);
        all.getFirst().send("123#");
        all.getFirst().flush();
        for (Program other : all.subList(1, ROOM)) {
            assertThat(other.texts()).containsExactly("123#");
        }

        all.get(7).close();
        awaitConnections(ROOM - 1);
        assertThat(gateway.on("local").bind(0)).isZero();
        assertThat(gateway.status().refused()).isEqualTo(1);
    }

    /** Where there are several lanes, none takes all the room. */
    @Test
    void aLaneThatFillsUpLeavesRoomForTheOthers() {
        VirtualConfig config = GatewayFixture.config(
                1, lane("greedy", "can0", Policy.everything()), lane("other", "can0", Policy.everything()));
        Setup setup = new Setup(() -> 0, System::nanoTime, ROOM, memory -> new Journal(memory.journal()));
        try (GatewayFixture two = new GatewayFixture(config, setup)) {
            int most = ROOM * 3 / 4;
            for (int i = 0; i < ROOM; i++) {
                Program program = two.program("greedy");
                assertThat(i < most || endedOrReset(program)).isTrue();
            }
            Program reader = two.on("other");

            reader.with(RawOptions.RECV_OWN_MSGS, 1).send("123#");

            assertThat(reader.flush().texts()).containsExactly("123#");
            assertThat(two.lane("greedy").connections()).hasSize(most);
            assertThat(two.status().refused()).isEqualTo(ROOM - most);
        }
    }

    private static boolean endedOrReset(Program program) {
        try {
            return program.hear().isEmpty();
        } catch (LinuxException e) {
            return true;
        }
    }

    @Test
    void descriptorsThatStrangersPassAreClosed() throws IOException {
        int before = OpenDescriptors.now().size();
        try (MemFd file = MemFd.create("stray", 1);
                Program stranger = Program.connect(gateway.busSocket("local"))) {
            for (int i = 0; i < 100; i++) {
                stranger.sendBytes(new byte[16], file.descriptor());
                stranger.sendBytes(new byte[3], file.descriptor(), file.descriptor(), file.descriptor());
                stranger.request(file.descriptor(), Op.TABLE, 0, 0);
                stranger.sendBytes(tableRequest(), file.descriptor(), file.descriptor());
            }
            stranger.flush();
        }
        awaitConnections(0);

        assertThat(OpenDescriptors.now()).hasSize(before);
    }

    private static byte[] tableRequest() {
        byte[] record = new byte[Request.HEADER_SIZE];
        Request.write(MemorySegment.ofArray(record), Op.TABLE, 0, 0, MemorySegment.NULL);
        return record;
    }

    /** An empty record looks like the end of the connection; what is behind it was received with it. */
    @Test
    void descriptorsBehindAnEmptyRecordAreClosedToo() throws IOException {
        int before = OpenDescriptors.now().size();
        for (int i = 0; i < 5; i++) {
            try (MemFd file = MemFd.create("stray", 1);
                    Program stranger = Program.connect(gateway.busSocket("local"))) {
                sendWithoutPause(stranger, file);
                awaitConnections(0);
            }
        }

        assertThat(OpenDescriptors.now()).hasSize(before);
    }

    /** The gateway is kept busy by another socket's requests, so that it finds all records at once. */
    private void sendWithoutPause(Program stranger, MemFd file) {
        try (Program busy = Program.connect(gateway.busSocket("local"));
                UnixSocket.Pair replies = Program.pair()) {
            busy.flush();
            stranger.flush();
            for (int i = 0; i < 50; i++) {
                busy.request(replies.right().descriptor(), Op.TABLE, 0, 0);
            }
            stranger.sendBytes(new byte[0], file.descriptor());
            try {
                for (int i = 0; i < 20; i++) {
                    stranger.sendBytes(new byte[i % 2], file.descriptor());
                }
            } catch (LinuxException gone) {
                // The gateway was faster.
            }
        }
    }
}
