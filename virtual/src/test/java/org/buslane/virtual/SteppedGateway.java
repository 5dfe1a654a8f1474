package org.buslane.virtual;

import java.nio.file.Path;
import java.util.function.LongSupplier;

/** A gateway without a thread of its own: the test says which socket is served when. */
final class SteppedGateway {
    private final Switchboard switchboard;
    private final FragileJournal journal;

    /** Takes over from the one before, if there was one on the same store. */
    SteppedGateway(VirtualConfig config, Path folder, DescriptorStore store, LongSupplier clock) {
        this(config, folder, store, clock, FragileJournal.NEVER);
    }

    /**
     * @param moments until it is killed, maybe while it takes over
     */
    SteppedGateway(VirtualConfig config, Path folder, DescriptorStore store, LongSupplier clock, int moments) {
        FragileJournal[] made = new FragileJournal[1];
        Setup setup = new Setup(clock, clock, GatewayMemory.SOCKETS, memory -> {
            made[0] = new FragileJournal(memory);
            made[0].dieIn(moments);
            return made[0];
        });
        this.switchboard = Switchboard.open(config, folder, store, setup);
        this.journal = made[0];
    }

    FragileJournal journal() {
        return journal;
    }

    /** A connection that waits on a lane. */
    Connection accept(int lane) {
        Lane listening = switchboard.lanes().get(lane);
        return switchboard
                .connect(listening, listening.listening().accept().orElseThrow())
                .orElseThrow();
    }

    Relay.Outcome serve(Connection connection) {
        return switchboard.relay().serve(connection);
    }

    /** The connection of this rank. */
    Connection connection(int rank) {
        return switchboard
                .connections()
                .filter(c -> c.rank() == rank)
                .findFirst()
                .orElseThrow();
    }

    /** The program is gone. */
    void end(Connection connection) {
        switchboard.close(connection);
    }

    GatewayStatus status() {
        return switchboard.status(0);
    }

    LaneStatus lane(String name) {
        return GatewayFixture.lane(status(), name);
    }

    /** Goes as SIGKILL makes it go. */
    void leave() {
        switchboard.leave();
    }

    void close() {
        switchboard.close();
    }
}
