package org.buslane.lab;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import org.buslane.linux.socket.SocketType;
import org.buslane.linux.socket.UnixAddress;
import org.buslane.linux.socket.UnixSocket;
import org.buslane.virtual.client.BusSocket;
import org.buslane.virtual.wire.Trailer;

/** A gateway's end of a bus socket, as DESIGN has it: bare frames from the program, frames with a trailer to it. */
final class FakeLane implements AutoCloseable {
    private static final int FRAME = 4096;

    private final BusSocket client;
    private final UnixSocket gateway;

    FakeLane(Path folder) {
        Path address = folder.resolve("bus.sock");
        try (UnixSocket listening = UnixSocket.listen(SocketType.SEQPACKET, UnixAddress.of(address), 1, 0600)) {
            client = BusSocket.connect(address);
            gateway = listening.accept().orElseThrow();
        }
    }

    BusSocket client() {
        return client;
    }

    /** To the program; waits while it is behind. */
    void send(byte[] frame) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment record = arena.allocate(frame.length + Trailer.SIZE, 8);
            MemorySegment trailer = arena.allocate(Trailer.SIZE, 8);
            Trailer.write(trailer, 0, 1, 0, 0, 0);
            MemorySegment.copy(frame, 0, record, ValueLayout.JAVA_BYTE, 0, frame.length);
            MemorySegment.copy(trailer, 0, record, frame.length, Trailer.SIZE);
            gateway.send(record, List.of(), 0);
        }
    }

    /** What a program is told of when its bus goes down, for one. */
    void tell(int errno) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment event = arena.allocate(Trailer.SIZE, 8);
            Trailer.writeEvent(event, 0, 1, 0, 0, errno);
            gateway.send(event, List.of(), 0);
        }
    }

    /** From the program; empty at the end. */
    byte[] receive() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment frame = arena.allocate(FRAME, 8);
            int length = gateway.receive(frame, 0, 0).length();
            return frame.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /** The gateway is gone. */
    @Override
    public void close() {
        gateway.close();
    }
}
