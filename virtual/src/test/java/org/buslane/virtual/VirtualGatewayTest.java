package org.buslane.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.buslane.virtual.GatewayFixture.send;
import static org.buslane.virtual.GatewayFixture.take;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.buslane.core.bus.DropReason;
import org.buslane.core.frame.Frame;
import org.buslane.core.text.FrameText;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.socket.SocketType;
import org.buslane.linux.socket.UnixAddress;
import org.buslane.linux.socket.UnixSocket;
import org.buslane.virtual.client.BusSocket;
import org.buslane.virtual.wire.InterfaceTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class VirtualGatewayTest {
    private final GatewayFixture gateway = GatewayFixture.withOneBus();

    @AfterEach
    void close() {
        gateway.close();
        assertThat(gateway.runFolder()).doesNotExist();
    }

    @Test
    void aLaneShowsItsInterfaces() {
        assertThat(gateway.connect("local").interfaces())
                .containsExactly(new InterfaceTable.Entry("can0", InterfaceTable.FIRST_INDEX, true, 72));
    }

    @Test
    void socketsThatAreNotThereTakeNoMemory() throws IOException {
        gateway.bound("local");
        assertThat(residentKilobytes("/memfd:buslane ")).isBetween(1L, 1024L);
    }

    /** Of this process's mappings with this name: the Rss lines of /proc/PID/smaps, proc(5). */
    private static long residentKilobytes(String name) throws IOException {
        long sum = 0;
        boolean inside = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                inside = line.contains(name);
            } else if (inside && line.startsWith("Rss:")) {
                sum += Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        return sum;
    }

    @Test
    void everyOtherSocketHearsAFrameOnceAndInOrder() {
        BusSocket writer = gateway.bound("local");
        List<BusSocket> readers = List.of(gateway.bound("local"), gateway.bound("local"), gateway.bound("local"));
        List<Frame> sent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Frame frame = frame("%03X#%04X".formatted(i, i));
            sent.add(frame);
            send(writer, frame);
        }

        for (BusSocket reader : readers) {
            assertThat(take(reader, 200)).isEqualTo(sent);
        }
    }

    @Test
    void fdFramesReachOnlySocketsThatAskedForThem() {
        BusSocket writer = gateway.bound("local");
        writer.fd(true);
        BusSocket classic = gateway.bound("local");
        BusSocket fd = gateway.bound("local");
        fd.fd(true);

        send(writer, frame("123##1AABB"));
        send(writer, frame("124#01"));

        assertThat(take(fd, 2)).containsExactly(frame("123##1AABB"), frame("124#01"));
        assertThat(take(classic, 1)).containsExactly(frame("124#01"));
    }

    @Test
    void aSlowReaderLosesItsOwnFramesCountedAndNobodyElses() {
        BusSocket writer = gateway.bound("local");
        BusSocket slow = gateway.bound("local");
        BusSocket quick = gateway.bound("local");
        int frames = 2000;
        for (int i = 0; i < frames; i++) {
            Frame frame = frame("001#%08X".formatted(i));
            send(writer, frame);
            assertThat(take(quick, 1)).containsExactly(frame);
        }

        List<Frame> heard = take(slow, 1);
        var read = gateway.lane("local").connections().get(1).read();

        assertThat(read.isBalanced()).isTrue();
        assertThat(read.in()).isEqualTo(frames);
        assertThat(read.dropped(DropReason.QUEUE_FULL)).isEqualTo(frames - read.delivered());
        assertThat(heard.getFirst()).isEqualTo(frame("001#00000000"));
        assertThat(read.delivered()).isBetween(200L, 400L);
    }

    @Test
    void theFrameAfterALossTellsHowManyWereLost() {
        BusSocket writer = gateway.bound("local");
        BusSocket slow = gateway.bound("local");
        for (int i = 0; i < 1000; i++) {
            send(writer, frame("001#"));
        }
        writer.flush();
        long delivered = gateway.lane("local").connections().get(1).read().delivered();
        take(slow, (int) delivered);

        send(writer, frame("002#"));
        slow.receive();

        assertThat(slow.drops(0)).isEqualTo((int) (1000 - delivered));
    }

    @Test
    void aWriterHearsItselfOnlyIfItAsks() {
        BusSocket writer = gateway.bound("local");
        send(writer, frame("001#"));
        writer.flush();

        assertThat(gateway.lane("local").connections().getFirst().read().dropped(DropReason.UNWANTED))
                .isEqualTo(1);
    }

    @Test
    void whatAProgramWroteBeforeItLeftArrives() {
        BusSocket reader = gateway.bound("local");
        for (int i = 0; i < 100; i++) {
            try (BusSocket leaving = BusSocket.connect(gateway.busSocket("local"))) {
                leaving.bind(InterfaceTable.FIRST_INDEX);
                send(leaving, frame("7FF#"));
                send(leaving, frame("00%d#".formatted(i % 10)));
            }
        }

        assertThat(take(reader, 200)).hasSize(200).allMatch(f -> true);
        var lane = gateway.awaitLane("local", status -> status.connections().size() == 1);
        assertThat(lane.written().in()).isEqualTo(200);
        assertThat(lane.written().delivered()).isEqualTo(200);
    }

    @Test
    void aBusThatGoesDownTellsItsSocketsAndTakesNoFrames() {
        BusSocket reader = gateway.bound("local");
        BusSocket writer = gateway.bound("local");

        gateway.up("can0", false);

        assertThatThrownBy(reader::receive)
                .isInstanceOfSatisfying(
                        LinuxException.class,
                        e -> assertThat(e.errno().number()).isEqualTo(Errno.ENETDOWN));
        assertThat(reader.interfaces().getFirst().up()).isFalse();
        send(writer, frame("001#"));
        writer.flush();
        assertThat(gateway.lane("local").written().dropped(DropReason.DOWN)).isEqualTo(1);

        gateway.up("can0", true);
        send(writer, frame("002#"));

        assertThat(take(reader, 1)).containsExactly(frame("002#"));
    }

    @Test
    void aStrangersBytesAreCountedAndHurtNobody() {
        BusSocket reader = gateway.bound("local");
        try (UnixSocket stranger =
                UnixSocket.connect(SocketType.SEQPACKET, UnixAddress.of(gateway.busSocket("local")))) {
            for (int size = 1; size < 200; size++) {
                byte[] bytes = new byte[size];
                java.util.Arrays.fill(bytes, (byte) 0xB5);
                stranger.send(memory(bytes), List.of(), 0);
                stranger.send(memory(new byte[size]), List.of(stranger.descriptor()), 0);
            }
        }
        var lane = gateway.awaitLane("local", status -> status.connections().size() == 1);

        assertThat(lane.written().isBalanced()).isTrue();
        assertThat(lane.written().delivered()).isZero();
        assertThat(lane.written().dropped()).isEqualTo(2 * 199);

        BusSocket writer = gateway.bound("local");
        send(writer, frame("123#11"));
        assertThat(take(reader, 1)).containsExactly(frame("123#11"));
    }

    @Test
    void aSecondGatewayLeavesNothingOfTheFirstUnusable() {
        assertThat(Files.exists(gateway.busSocket("local"))).isTrue();
        assertThatThrownBy(() -> BusSocket.connect(gateway.busSocket("elsewhere")))
                .hasMessageContaining("ENOENT")
                .hasMessageContaining("elsewhere");
    }

    private static MemorySegment memory(byte[] bytes) {
        MemorySegment memory = java.lang.foreign.Arena.ofAuto().allocate(bytes.length, 8);
        memory.copyFrom(MemorySegment.ofArray(bytes));
        return memory;
    }

    private static Frame frame(String text) {
        return FrameText.parse(text);
    }
}
