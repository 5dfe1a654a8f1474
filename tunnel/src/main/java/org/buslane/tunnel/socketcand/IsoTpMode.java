package org.buslane.tunnel.socketcand;

import java.util.Optional;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.isotp.IsoTpMachine;

/**
 * PDUs instead of frames. Until an {@code isotpconf} has come no other command is answered, and then no second one is
 * known: state_isotp.c of the original. What ends its sessions, ids that no socket is bound to and a PDU that no socket
 * takes, is told here.
 */
final class IsoTpMode implements SessionMode {
    private final SessionSide side;
    private final Scratch scratch;
    private Optional<IsoTpEnd> end = Optional.empty();

    IsoTpMode(SessionSide side, Scratch scratch) {
        this.side = side;
        this.scratch = scratch;
    }

    @Override
    public boolean command(Command command, long now) {
        if (end.isEmpty()) {
            if (command instanceof Command.IsoTpConf conf) {
                configure(IsoTpSetup.of(conf));
            }
            return true;
        }
        return switch (command) {
            case Command.SendPdu(var pdu) -> {
                end.get().send(pdu, now);
                yield true;
            }
            case Command.Malformed _ -> true;
            default -> false;
        };
    }

    private void configure(IsoTpSetup setup) {
        if (setup.isPossible()) {
            end = Optional.of(new IsoTpEnd(side, scratch, setup));
        } else {
            Complaint.ISOTP_IDS.tell(side);
        }
    }

    @Override
    public boolean sends() {
        return false;
    }

    @Override
    public long wants(FrameBatch batch, long selected, boolean own) {
        return end.isPresent() ? end.get().wants(batch, selected, own) : 0;
    }

    @Override
    public void hear(FrameBatch batch, long selected, boolean own, long now) {
        if (end.isPresent()) {
            end.get().hear(batch, selected, own, now);
        }
    }

    @Override
    public long due() {
        return end.isPresent() ? end.get().due() : IsoTpMachine.NEVER;
    }

    @Override
    public void run(long now) {
        if (end.isPresent()) {
            end.get().run(now);
        }
    }

    @Override
    public void close() {
        end = Optional.empty();
    }
}
