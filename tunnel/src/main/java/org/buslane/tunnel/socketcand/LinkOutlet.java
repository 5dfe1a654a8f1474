package org.buslane.tunnel.socketcand;

import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.policy.Access;
import org.buslane.core.policy.Gate;
import org.buslane.tunnel.peer.FrameHash;
import org.jspecify.annotations.Nullable;

/** What the bus says to a server, judged and queued. Owned by the bus's thread; nothing is allocated for a frame. */
final class LinkOutlet {
    private final SocketcandClientSpec spec;
    private final LinkAccount account;
    private final CommandSender sender;
    private final Gate gate;

    LinkOutlet(SocketcandClientSpec spec, LinkAccount account, CommandSender sender, long now) {
        this.spec = spec;
        this.account = account;
        this.sender = sender;
        this.gate = new Gate(spec.policy(), Access.READ, now);
    }

    /** Frames for the server, counted in {@code heard} as well; none goes unless it is open. */
    void hear(FrameBatch from, long selected, Ledger heard, boolean isOpen, long now) {
        sender.expire(now);
        for (long left = selected; left != 0; left &= left - 1) {
            int frame = Long.numberOfTrailingZeros(left);
            DropReason refused = isOpen ? queue(from, frame, now) : DropReason.DOWN;
            account.sent().in(1);
            if (refused == null) {
                heard.delivered(1);
            } else {
                account.sent().dropped(refused, 1);
                heard.dropped(refused, 1);
            }
        }
    }

    /** @return why it is not, or null */
    private @Nullable DropReason queue(FrameBatch from, int frame, long now) {
        if (!sender.has(from, frame)) {
            return DropReason.INVALID;
        }
        return switch (gate.judge(from, frame, now)) {
            case DENIED -> DropReason.DENIED;
            case OVER_RATE -> DropReason.OVER_RATE;
            case PASS -> send(from, frame, now);
        };
    }

    private @Nullable DropReason send(FrameBatch from, int frame, long now) {
        if (account.breaker().isOpen(now)) {
            return DropReason.DOWN;
        }
        if (!sender.add(from, frame, spec.expiry(now))) {
            return DropReason.QUEUE_FULL;
        }
        account.breaker().sent(FrameHash.of(from.memory(), from.offset(frame)), now);
        return null;
    }
}
