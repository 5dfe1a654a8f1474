package org.buslane.node.tunnels;

import java.util.List;
import java.util.Optional;
import org.buslane.node.NodeException;

/**
 * What was typed behind {@code cannelloni}, with the meaning that main() of its cannelloni.cpp gives it.
 *
 * @param remote where to send to, or who may come; a name is not looked up yet
 * @param listen where to listen; a name is not looked up yet
 * @param bus its interface
 * @param timeoutNanos how long a frame may wait for others of its datagram; 0 is until the bus has no more
 * @param maxAgeNanos how old a frame may be when its bus takes it; 0 is as old as it likes
 * @param timeoutFile with other times for single ids
 * @param mtu of the link, in bytes
 * @param debug letters of {@code cubt}, which change nothing
 * @param pidFile for one in the background
 * @param help whether only that is asked for
 */
public record CannelloniArguments(
        Wire wire,
        Role role,
        boolean ipv6,
        Host remote,
        Host listen,
        String bus,
        long timeoutNanos,
        long maxAgeNanos,
        Optional<String> timeoutFile,
        boolean sort,
        boolean anyPeer,
        int mtu,
        String debug,
        boolean background,
        String pidFile,
        boolean help) {
    /** What carries it. */
    public enum Wire {
        UDP,
        TCP,
        SCTP
    }

    /** Who begins. */
    public enum Role {
        /** Of UDP, too: it listens and sends. */
        CLIENT,
        SERVER
    }

    /** An end, by address or name. */
    public record Host(String host, int port) {}

    /** What holds where nothing is said, in microseconds. */
    public record Unsaid(long timeout, long maxAge) {
        /** The original's. */
        public static final Unsaid OF_CANNELLONI = new Unsaid(100_000, 2_000_000);

        /** Sent when the bus has no more, and of no use after a tenth of a second. */
        public static final Unsaid OF_BUSLANE = new Unsaid(0, 100_000);
    }

    /** The words in which the original explains itself, as far as they are the same here. */
    public static final String USAGE = """
            Options, all of cannelloni 2.1.2:
              -S c|s      over SCTP, as client or server
              -C c|s      over TCP, as client or server; without -S and -C over UDP
              -l PORT     listens at this port, 20000
              -L ADDRESS  listens at this address, 0.0.0.0 or ::
              -r PORT     the peer's port, 20000
              -R ADDRESS  the peer's address; UDP must have it, else it is 127.0.0.1 or ::1
              -I BUS      the bus: a virtual one of the gateway that runs, else an interface of the kernel; vcan0
              -t MICROS   how long a frame waits for others of its datagram
              -x MICROS   drops a frame that its bus has not taken for so long; 0 is never
              -T FILE     other times than -t, by id: a line is ID,MICROS, both in decimal
              -s          sorts the frames of a datagram by id
              -p          takes frames from any peer
              -d cubt     taken for compatibility: what happens to frames is counted, and said at the end
              -4, -6      IPv4, which it is, or IPv6
              -m BYTES    the link's MTU, 1500
              -f          goes into the background
              -P FILE     with -f: where its process id is written, /var/run/cannelloni.pid
              -h          prints this
            """;

    /**
     * Reads them.
     *
     * @param words behind the command's name
     * @throws NodeException in one sentence for what the original refuses, and for numbers that it takes for others
     */
    public static CannelloniArguments parse(List<String> words, Unsaid unsaid) {
        CannelloniWords typed = new CannelloniWords(unsaid);
        ShortOptions.read(words, CannelloniWords.VALUED, CannelloniWords.FLAGS)
                .forEach(option -> typed.take(option.letter(), option.value()));
        return typed.arguments();
    }
}
