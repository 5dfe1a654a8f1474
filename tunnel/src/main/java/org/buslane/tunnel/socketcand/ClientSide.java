package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import org.buslane.core.bus.DropReason;
import org.buslane.core.policy.Policy;

/** What the modes of one client may do in its name. Owned by the bus's thread; nothing is allocated for a frame. */
final class ClientSide implements SessionSide {
    private final BusDesk desk;
    private final ClientWire wire;
    private final ClientAccount account;
    private final Voice voice;
    private int jobs;

    /** @param self under which it speaks */
    ClientSide(BusDesk desk, ClientWire wire, ClientAccount account, Policy policy, int self) {
        this.desk = desk;
        this.wire = wire;
        this.account = account;
        this.voice = new Voice(desk.side(), desk.said(), policy, account.received(), self);
    }

    @Override
    public int say(MemorySegment memory, long offset, int size) {
        return voice.say(memory, offset, size);
    }

    @Override
    public boolean tell(MemorySegment text, long offset, int size, int frames) {
        account.sent().in(frames);
        boolean hasRoom = wire.add(text, offset, size, frames);
        if (!hasRoom) {
            account.sent().dropped(DropReason.QUEUE_FULL, frames);
        }
        desk.pace().waits();
        return hasRoom;
    }

    @Override
    public long now() {
        return desk.side().now();
    }

    @Override
    public long realtime() {
        return desk.side().realtime();
    }

    @Override
    public int mtu() {
        return desk.side().mtu();
    }

    @Override
    public boolean takeJob() {
        boolean isFree = jobs < desk.limits().jobs();
        jobs += isFree ? 1 : 0;
        return isFree;
    }

    @Override
    public void giveJob() {
        jobs--;
    }
}
