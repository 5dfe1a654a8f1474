package org.buslane.tunnel.socketcand;

import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.inet.InetPlace;
import org.buslane.linux.inet.UdpOptions;
import org.buslane.linux.inet.UdpSocket;

/**
 * Tells of a server every three seconds, on the networks that it has by then. Owned by the server's thread.
 */
final class Beacon {
    /** Nanoseconds: beacon.c. */
    static final long BETWEEN = 3_000_000_000L;

    private static final System.Logger LOG = System.getLogger(Beacon.class.getName());
    private static final UdpOptions OPTIONS = new UdpOptions(1, 0, 0);

    private final ServerSpec.Beaconing words;
    private final List<String> buses;
    private final int port;
    private final MemorySegment memory = Arena.ofAuto().allocate(BeaconText.MOST);
    private long due = Long.MIN_VALUE;
    private String note = "";

    /** @param port that it goes to */
    Beacon(ServerSpec.Beaconing words, List<String> buses, int port) {
        this.words = words;
        this.buses = List.copyOf(buses);
        this.port = port;
    }

    /** When to {@link #send} the next one. */
    long due() {
        return due;
    }

    /** @param listening where the server does */
    void send(List<InetPlace> listening, long now) {
        due = now + BETWEEN;
        String before = note;
        note = "";
        BeaconRoute.of(listening, homes(), port).forEach(this::send);
        if (!note.isEmpty() && !note.equals(before)) {
            LOG.log(Level.WARNING, "no beacon goes out: {0}", note);
        }
    }

    /** From the address it tells of, which is how the kernel finds the interface on a machine with several. */
    private void send(BeaconRoute route) {
        InetPlace from = new InetPlace(route.server().address(), 0);
        byte[] text = new BeaconText(
                        words.hostName(),
                        words.description(),
                        route.server().address().getHostAddress(),
                        route.server().port(),
                        buses)
                .write();
        MemorySegment.copy(text, 0, memory, ValueLayout.JAVA_BYTE, 0, text.length);
        try (UdpSocket socket = UdpSocket.bind(from, OPTIONS)) {
            socket.prepare(0, socket.name(route.to()).orElseThrow(), memory, 0, text.length);
            if (socket.send(0, 1) == 0) {
                throw new LinuxException("send a beacon to", route.to().toString(), new Errno(socket.sendErrno()));
            }
        } catch (LinuxException e) {
            note = String.valueOf(e.getMessage());
        }
    }

    private List<BeaconRoute.Home> homes() {
        List<BeaconRoute.Home> homes = new ArrayList<>();
        try {
            for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
                for (InterfaceAddress address : each.getInterfaceAddresses()) {
                    if (address.getAddress() instanceof Inet4Address four) {
                        homes.add(new BeaconRoute.Home(four, address.getNetworkPrefixLength()));
                    }
                }
            }
        } catch (SocketException e) {
            note = String.valueOf(e.getMessage());
        }
        return homes;
    }
}
