package org.buslane.virtual;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.buslane.virtual.raw.RawOptions;
import org.buslane.virtual.wire.Op;

/** A {@link SteppedGateway} and programs on it. */
final class SteppedCast implements AutoCloseable {
    /** A program and the gateway's end of it. */
    record Actor(Program program, Connection connection) {}

    private final Path folder;
    private final KeptDescriptors store = new KeptDescriptors();
    private final Replies replies = new Replies();
    private final List<Actor> actors = new ArrayList<>();
    private final VirtualConfig config;
    private SteppedGateway gateway;

    SteppedCast(VirtualConfig config, Path folder, LongSupplier clock) {
        this.config = config;
        this.folder = folder;
        this.gateway = new SteppedGateway(config, folder, store, clock);
    }

    SteppedGateway gateway() {
        return gateway;
    }

    List<Actor> actors() {
        return actors;
    }

    Replies replies() {
        return replies;
    }

    KeptDescriptors store() {
        return store;
    }

    /** A program comes to a lane and binds. */
    Actor enter(String lane, int number, int index) {
        Program program = Program.connect(GatewayFixture.busSocket(folder, lane));
        Actor actor = new Actor(program, gateway.accept(number));
        actors.add(actor);
        program.request(replies.descriptor(), Op.BIND, 0, 0, index);
        serve(actor);
        return actor;
    }

    void set(Actor actor, int level, int name, int... words) {
        actor.program.request(replies.descriptor(), Op.SETOPT, level, name, words);
        serve(actor);
    }

    void hearErrors(Actor actor) {
        set(actor, RawOptions.SOL_CAN_RAW, RawOptions.ERR_FILTER, 0x1fffffff);
    }

    Relay.Outcome serve(Actor actor) {
        return gateway.serve(gateway.connection(actor.connection.rank()));
    }

    /** Another gateway takes over from the one there is, which goes as if killed. */
    void succeed(LongSupplier clock) throws IOException {
        gateway.leave();
        replies.closeDuplicates();
        gateway = new SteppedGateway(config, folder, store, clock);
    }

    /**
     * Another gateway begins to take over, is killed after so many moments, and a third takes over.
     *
     * @return whether the second was killed
     */
    boolean succeedTwice(LongSupplier clock, int moments) throws IOException {
        gateway.leave();
        replies.closeDuplicates();
        boolean killed = false;
        Set<Integer> before = OpenDescriptors.numbers();
        try {
            new SteppedGateway(config, folder, store, clock, moments).leave();
        } catch (FragileJournal.Killed death) {
            killed = true;
            OpenDescriptors.closeAllBut(before);
        }
        gateway = new SteppedGateway(config, folder, store, clock);
        return killed;
    }

    @Override
    public void close() {
        actors.forEach(actor -> actor.program.close());
        gateway.close();
        replies.close();
        store.close();
    }
}
