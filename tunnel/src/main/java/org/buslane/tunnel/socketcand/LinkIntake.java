package org.buslane.tunnel.socketcand;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.buslane.core.bus.DropReason;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.policy.Access;
import org.buslane.core.policy.Gate;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.line.Line;
import org.buslane.tunnel.peer.Delivery;
import org.buslane.tunnel.socketcand.CommandCutter.Cut;
import org.buslane.tunnel.socketcand.ReplyReader.Found;

/** What a server says, from its line to the bus. Owned by the bus's thread; nothing is allocated for a frame. */
final class LinkIntake {
    /** Who is told what a server says beside frames. */
    interface Listener {
        void heard(Found reply);
    }

    private static final int ROOM = 2 * CommandCutter.MOST;

    /** Characters of a reply that people are shown. */
    private static final int SHOWN = 100;

    private final Delivery delivery;
    private final Line line;
    private final LinkAccount account;
    private final Listener listener;
    private final Gate gate;
    private final CommandCutter cutter;
    private final ReplyReader reader;
    private final FrameBatch batch;

    LinkIntake(
            Arena arena, BusSide side, SocketcandClientSpec spec, Line line, LinkAccount account, Listener listener) {
        this.delivery = new Delivery(side, spec::expiry);
        this.line = line;
        this.account = account;
        this.listener = listener;
        this.gate = new Gate(spec.policy(), Access.WRITE, side.now());
        this.cutter = new CommandCutter(arena.allocate(ROOM));
        this.reader = new ReplyReader(spec.dialects());
        this.batch = new FrameBatch(
                arena.allocate((long) FrameBatch.CAPACITY * FrameLayout.FD_SIZE, 8), FrameLayout.FD_SIZE);
    }

    /** Reads once. @return as {@link Line#read} */
    int receive() {
        int result = line.read(cutter.memory(), cutter.position(), (int) cutter.room());
        if (result > 0) {
            account.bytesReceived(result);
            cutter.received(result);
        }
        return result;
    }

    /** Says the frames of all that was read, and tells of the rest. @return whether the connection is of use still */
    boolean take() {
        int count = 0;
        Cut cut = cutter.next();
        while (cut == Cut.COMMAND) {
            long slot = (long) count * batch.stride();
            Found found = reader.read(cutter.memory(), cutter.start(), cutter.length(), batch.memory(), slot);
            switch (found) {
                case FRAME, ERROR_FRAME -> {
                    if (found == Found.ERROR_FRAME) {
                        account.errorFrame();
                    }
                    batch.size(count++, reader.size());
                }
                case MALFORMED -> {
                    account.received().in(1);
                    account.received().dropped(DropReason.INVALID, 1);
                }
                case OTHER, ERROR, HI, OK, ECHO, STAT, PDU -> listener.heard(found);
            }
            if (count == FrameBatch.CAPACITY) {
                say(count);
                count = 0;
            }
            cut = cutter.next();
        }
        say(count);
        return cut == Cut.SHORT;
    }

    /** What was said last, for people: in one line, and not all of a long one. */
    String words() {
        int length = Math.min(SHOWN, cutter.length());
        byte[] bytes = cutter.memory().asSlice(cutter.start(), length).toArray(ValueLayout.JAVA_BYTE);
        return new String(bytes, StandardCharsets.US_ASCII).replaceAll("[^ -~]", "?");
    }

    private void say(int count) {
        batch.count(count);
        account.received().in(count);
        delivery.say(batch, gate, account.breaker(), account.received());
    }
}
