package org.buslane.tunnel.cannelloni;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import org.buslane.core.policy.Policy;
import org.buslane.linux.inet.InetPlace;

/** A peer over UDP that sends and reads what a test says. */
final class DatagramPeer implements AutoCloseable {
    private static final int PATIENCE = 10_000;
    private static final int ROOM = 65_535;

    private final DatagramSocket socket;
    private final byte[] buffer = new byte[ROOM];

    private DatagramPeer(DatagramSocket socket) {
        this.socket = socket;
    }

    static DatagramPeer at(String address) {
        try {
            DatagramSocket socket = new DatagramSocket(null);
            socket.setReceiveBufferSize(1 << 20);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
            return new DatagramPeer(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InetPlace place() {
        return new InetPlace(socket.getLocalAddress(), socket.getLocalPort());
    }

    /** As a peer of a tunnel that may do everything. */
    Peer peer() {
        return new Peer(place(), Policy.everything(), Mtu.USUAL);
    }

    void send(TestBus to, MemorySegment datagram) {
        byte[] bytes = datagram.toArray(ValueLayout.JAVA_BYTE);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, socket.getLocalAddress(), to.port()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(TestBus to, String... frames) {
        send(to, Words.datagram(frames));
    }

    /** With this number. */
    void send(TestBus to, int sequence, String... frames) {
        MemorySegment datagram = Words.datagram(frames);
        datagram.set(ValueLayout.JAVA_BYTE, Packer.OFFSET_SEQUENCE, (byte) sequence);
        send(to, datagram);
    }

    /** The next datagram. */
    MemorySegment receive() {
        return receive(PATIENCE);
    }

    /** Its frames. */
    List<String> read() {
        return Words.read(receive());
    }

    /** Whether nothing has come. On the same machine what was sent is there. */
    boolean hasNothing() {
        try {
            receive(1);
            return false;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof SocketTimeoutException) {
                return true;
            }
            throw e;
        }
    }

    private MemorySegment receive(int millis) {
        try {
            socket.setSoTimeout(millis);
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            MemorySegment memory = Words.memory(packet.getLength() + 1).asSlice(0, packet.getLength());
            memory.copyFrom(MemorySegment.ofArray(Arrays.copyOf(buffer, packet.getLength())));
            return memory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
