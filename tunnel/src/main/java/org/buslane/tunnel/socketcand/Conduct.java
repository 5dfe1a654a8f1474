package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import org.buslane.core.policy.Policy;
import org.jspecify.annotations.Nullable;

/**
 * What a client has made of its connection, and what it is answered to its commands. Owned by the bus's thread; nothing is
 * allocated for a frame that it sends.
 */
final class Conduct implements AutoCloseable {
    private final BusDesk desk;
    private final ClientWire wire;
    private final ClientAccount account;
    private final ClientSide side;
    private final Policy policy;
    private final int self;
    private Mode mode = Mode.BCM;
    private SessionMode state;
    private @Nullable RawMode raw;

    /** @param self under which it speaks */
    Conduct(BusDesk desk, ClientWire wire, ClientAccount account, Policy policy, int self) {
        this.desk = desk;
        this.wire = wire;
        this.account = account;
        this.side = new ClientSide(desk, wire, account, policy, self);
        this.policy = policy;
        this.self = self;
        this.state = open();
    }

    private SessionMode open() {
        return switch (mode) {
            case BCM -> new BcmMode(side, desk.scratch(), desk.limits().interval());
            case ISOTP -> new IsoTpMode(side, desk.scratch());
            case CONTROL -> new ControlMode(side, desk.traffic(), side.now());
            case RAW ->
                new RawMode(
                        desk.groups(),
                        policy,
                        account.sent(),
                        self,
                        side.now(),
                        desk.side().moment() + desk.behaviour().holdOff());
        };
    }

    Mode mode() {
        return mode;
    }

    SessionMode state() {
        return state;
    }

    /** The same, if it is raw mode. */
    @Nullable
    RawMode raw() {
        return raw;
    }

    /**
     * Does what the command says that was cut last.
     *
     * @return 0, or a negative errno that ends the connection
     */
    int obey(CommandCutter cutter) {
        account.command();
        if (raw != null) {
            raw.spoken();
        }
        SendReader.Found found = state.sends() ? desk.readSend(cutter) : SendReader.Found.OTHER;
        return switch (found) {
            case FRAME -> {
                side.say(desk.sendMemory(), 0, desk.sendSize());
                yield 0;
            }
            case MALFORMED -> {
                account.malformed();
                yield 0;
            }
            case OTHER -> obey(CommandParser.parse(cutter.memory(), cutter.start(), cutter.length(), mode));
        };
    }

    private int obey(Command command) {
        return switch (command) {
            case Command.Echo _ -> answer(Replies.ECHO);
            case Command.Switch(Mode other) -> change(other);
            case Command.Unknown _ -> unknown();
            default -> {
                if (command instanceof Command.Malformed) {
                    account.malformed();
                }
                yield state.command(command, side.now()) ? 0 : unknown();
            }
        };
    }

    private int unknown() {
        account.unknown();
        return desk.behaviour().strict() ? answer(Replies.UNKNOWN) : 0;
    }

    private int change(Mode other) {
        state.close();
        mode = other;
        int result = answer(Replies.OK); // before a hold-off begins: writing may take its time
        state = open();
        raw = state instanceof RawMode next ? next : null;
        return result;
    }

    /** By a write of its own: python-can compares what it has read at once with one answer. */
    int answer(MemorySegment text) {
        wire.add(text, 0, (int) text.byteSize(), 0);
        return wire.isStuck() ? 0 : wire.flush();
    }

    @Override
    public void close() {
        state.close();
    }
}
