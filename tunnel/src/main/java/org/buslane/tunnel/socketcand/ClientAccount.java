package org.buslane.tunnel.socketcand;

import java.util.SortedMap;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.line.LineAccount;

/** What is counted of one client, or of all that have gone. Owned by the bus's thread. */
final class ClientAccount extends LineAccount {
    private long commands;
    private long malformed;
    private long unknown;

    void command() {
        commands++;
    }

    /** One that begins as a known one does, and was ignored. */
    void malformed() {
        malformed++;
    }

    void unknown() {
        unknown++;
    }

    boolean isEmpty() {
        return connections() == 0;
    }

    /** Takes over what was counted of a client that is gone. */
    void add(ClientAccount gone) {
        addLine(gone);
        commands += gone.commands;
        malformed += gone.malformed;
        unknown += gone.unknown;
    }

    /** @param waiting frames that have not gone yet */
    PeerReport report(String name, String note, long waiting) {
        SortedMap<String, Long> counts = counts();
        counts.put("commands", commands);
        counts.put("malformed_commands", malformed);
        counts.put("unknown_commands", unknown);
        counts.put("frames_waiting", waiting);
        return new PeerReport(name, true, note, sent().account(), received().account(), counts);
    }
}
