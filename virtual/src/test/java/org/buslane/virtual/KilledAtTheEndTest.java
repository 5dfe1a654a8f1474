package org.buslane.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.virtual.GatewayFixture.can;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.DropReason;
import org.buslane.core.policy.Policy;
import org.buslane.virtual.SteppedCast.Actor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway killed while a program that has left is turned into counts of its lane: they are added once. */
@Timeout(120)
class KilledAtTheEndTest {
    private static final VirtualConfig CONFIG = GatewayFixture.oneBus(Policy.everything());

    private final Path folder = GatewayFixture.folder();

    @AfterEach
    void nothingIsLeft() throws IOException {
        Files.delete(folder);
    }

    @Test
    void theCountsOfOneWhoLeavesAreAddedToItsLanesOnce() throws IOException {
        int moments = 0;
        while (leavesWithAGatewayKilledAfter(moments)) {
            moments++;
        }
        assertThat(moments).isGreaterThan(5);
    }

    /** @return whether the gateway was killed */
    private boolean leavesWithAGatewayKilledAfter(int moments) throws IOException {
        try (SteppedCast cast = new SteppedCast(CONFIG, folder, () -> 0)) {
            Actor writer = cast.enter("local", 0, can(0));
            Actor reader = cast.enter("local", 0, can(0));
            Actor early = cast.enter("local", 0, can(0));
            early.program().send("001#");
            cast.serve(early);
            leave(cast, early);
            writer.program().send("002#", "003#", "004#");
            cast.serve(writer);
            boolean killed = false;
            cast.gateway().journal().dieIn(moments);
            try {
                leave(cast, writer);
            } catch (FragileJournal.Killed death) {
                killed = true;
                if (writer.connection().slot().isInUse()) {
                    cast.gateway().journal().addHalf(0);
                }
            }

            cast.succeed(() -> 0);
            cast.succeed(() -> 0);
            List<LaneStatus.ConnectionStatus> connections =
                    cast.gateway().lane("local").connections();
            if (connections.size() == 2) {
                end(cast, writer);
            }
            leave(cast, reader);

            LaneStatus lane = cast.gateway().lane("local");
            assertThat(lane.connections()).isEmpty();
            Account written = lane.written();
            assertThat(written.in()).as("killed after %d moments", moments).isEqualTo(4);
            assertThat(written.delivered()).isEqualTo(4);
            Account read = lane.read();
            assertThat(read.in()).as("killed after %d moments", moments).isEqualTo(9);
            assertThat(read.delivered()).isEqualTo(5);
            assertThat(read.dropped(DropReason.UNWANTED)).isEqualTo(4);
            return killed;
        }
    }

    private static void leave(SteppedCast cast, Actor actor) {
        actor.program().close();
        end(cast, actor);
    }

    /** One who leaves with frames unread is ECONNRESET first. */
    private static void end(SteppedCast cast, Actor actor) {
        Relay.Outcome outcome = cast.serve(actor);
        if (outcome == Relay.Outcome.OPEN) {
            outcome = cast.serve(actor);
        }
        assertThat(outcome).isEqualTo(Relay.Outcome.ENDED);
        cast.gateway().end(cast.gateway().connection(actor.connection().rank()));
    }
}
