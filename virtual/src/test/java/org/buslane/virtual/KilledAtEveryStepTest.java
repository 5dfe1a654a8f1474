package org.buslane.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.virtual.GatewayFixture.can;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.buslane.core.testkit.Gen;
import org.buslane.core.testkit.Property;
import org.buslane.linux.Descriptor;
import org.buslane.virtual.LaneSpec.LinkSpec;
import org.buslane.virtual.LaneStatus.ConnectionStatus;
import org.buslane.virtual.Program.Heard;
import org.buslane.virtual.SteppedCast.Actor;
import org.buslane.virtual.raw.RawOptions;
import org.buslane.virtual.wire.Op;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A batch on its way to several readers, the gateway killed at each moment of it, and another gateway in
 * its place: every reader gets every frame once, and every count is what it would have been.
 */
@Timeout(300)
class KilledAtEveryStepTest {
    private static final int NEVER = Integer.MAX_VALUE;
    private static final int ALL = 0;
    private static final int WIDE = 0;
    private static final int NARROW = 1;
    private static final int SO_RCVBUF = 8;
    private static final long FIRST_CLOCK = 1_700_000_000_000_000_000L;
    private static final long SECOND_CLOCK = 1_900_000_000_000_000_000L;

    private static final VirtualConfig CONFIG = GatewayFixture.config(
            2,
            GatewayFixture.wideLane("wide", 2),
            new LaneSpec(
                    "narrow",
                    List.of(new LinkSpec("can0", "can0", GatewayFixture.policy("100-1FF", "none"))),
                    LaneSpec.EVERYBODY));

    private final Path folder = GatewayFixture.folder();

    @AfterEach
    void nothingIsLeft() throws IOException {
        Files.delete(folder);
    }

    /**
     * What became of it all.
     *
     * @param heard by each program, with the stamps set to 0
     * @param stamps that there were
     * @param sendable frames that were laid out for a reader and not sent when the gateway was killed
     */
    private record Outcome(
            List<List<Heard>> heard,
            List<Long> stamps,
            List<ConnectionStatus> accounts,
            List<BusStatus> buses,
            boolean killed,
            int sendable) {}

    @Test
    void everyReaderGetsEveryFrameOnceAndAllCountsAreExact() throws IOException {
        Outcome undisturbed = run(NEVER, 0, NEVER);
        assertThat(undisturbed.killed).isFalse();
        int slow = undisturbed.heard.get(3).size();
        assertThat(slow).isBetween(1, 10);
        assertThat(undisturbed.heard).extracting(List::size).containsExactly(12, 14, 4, slow, 10);
        assertThat(undisturbed.accounts).allMatch(status -> status.read().isBalanced());

        int moments = 0;
        for (boolean killed = true; killed; moments++) {
            int sendable = 0;
            for (int sent = 0; sent <= sendable; sent++) {
                Outcome outcome = run(moments, sent, NEVER);
                killed = outcome.killed;
                sendable = outcome.sendable;
                check(outcome, undisturbed, "%d moments, %d of %d frames sent".formatted(moments, sent, sendable));
            }
        }
        assertThat(moments).isGreaterThan(100);
    }

    /** When the first gateway is killed, how many frames go out all the same, and when the second is killed. */
    private record Deaths(int first, int sent, int second) {}

    @Test
    void aGatewayKilledWhileItTakesOverLeavesItsWorkToTheNext() throws IOException {
        Outcome undisturbed = run(NEVER, 0, NEVER);
        Gen<Deaths> deaths =
                random -> new Deaths(random.nextInt(120), random.nextInt(4), random.nextInt(1 + random.nextInt(60)));
        Property.holds(150, deaths, death -> {
            Outcome outcome = run(death.first, death.sent, death.second);
            check(outcome, undisturbed, death.toString());
        });
    }

    private static void check(Outcome outcome, Outcome undisturbed, String when) {
        assertThat(outcome.heard).as(when).isEqualTo(undisturbed.heard);
        assertThat(outcome.accounts).as(when).isEqualTo(undisturbed.accounts);
        assertThat(outcome.buses).as(when).isEqualTo(undisturbed.buses);
        assertThat(outcome.stamps).as(when).hasSize(1);
    }

    /**
     * @param sentByHand frames that the kernel sends to the reader being served as the gateway dies
     * @param again moments after which the second gateway is killed too
     */
    private Outcome run(int moments, int sentByHand, int again) throws IOException {
        try (SteppedCast cast = new SteppedCast(CONFIG, folder, () -> FIRST_CLOCK)) {
            Actor writer = enter(cast);
            write(writer.program(), cast.replies().descriptor());
            FragileJournal journal = cast.gateway().journal();
            boolean killed = false;
            int sendable = 0;
            journal.dieIn(moments);
            try {
                cast.serve(writer);
            } catch (FragileJournal.Killed death) {
                killed = true;
                if (journal.diedSending()) {
                    sendable = Long.bitCount(journal.frames());
                    journal.send(
                            Math.min(sentByHand, sendable),
                            rank -> cast.gateway().connection(rank).socket().descriptor());
                }
            }
            cast.succeedTwice(() -> SECOND_CLOCK, again);
            cast.serve(writer);
            return outcome(cast, killed, sendable);
        }
    }

    private static Outcome outcome(SteppedCast cast, boolean killed, int sendable) {
        List<ConnectionStatus> accounts = cast.gateway().status().lanes().stream()
                .flatMap(lane -> lane.connections().stream())
                .toList();
        List<List<Heard>> heard =
                cast.actors().stream().map(actor -> actor.program().drain()).toList();
        List<Long> stamps = heard.stream()
                .flatMap(List::stream)
                .map(Heard::stamp)
                .distinct()
                .toList();
        return new Outcome(
                heard.stream().map(KilledAtEveryStepTest::withoutStamps).toList(),
                stamps,
                accounts,
                cast.gateway().status().buses(),
                killed,
                sendable);
    }

    private static List<Heard> withoutStamps(List<Heard> heard) {
        return heard.stream()
                .map(h -> new Heard(h.frame(), h.index(), h.flags(), 0, h.drops(), h.error()))
                .toList();
    }

    /** A writer that hears itself, and readers: of all, with a filter, with a short queue, in a narrow lane. */
    private static Actor enter(SteppedCast cast) {
        Actor writer = cast.enter("wide", WIDE, can(0));
        Actor all = cast.enter("wide", WIDE, ALL);
        Actor filtered = cast.enter("wide", WIDE, can(0));
        Actor slow = cast.enter("wide", WIDE, can(0));
        cast.enter("narrow", NARROW, can(0));
        cast.set(writer, RawOptions.SOL_CAN_RAW, RawOptions.RECV_OWN_MSGS, 1);
        cast.set(writer, RawOptions.SOL_CAN_RAW, RawOptions.FD_FRAMES, 1);
        cast.set(all, RawOptions.SOL_CAN_RAW, RawOptions.FD_FRAMES, 1);
        cast.set(filtered, RawOptions.SOL_CAN_RAW, RawOptions.FILTER, 0x104, 0x7fc);
        cast.set(slow, RawOptions.SOL_SOCKET, SO_RCVBUF, 0);
        return writer;
    }

    /** Frames of several kinds for two buses, with requests and rubbish between them: one receive's worth. */
    private static void write(Program program, Descriptor replyTo) {
        program.request(replyTo, Op.TABLE, 0, 0);
        program.send("100#00", "101#01");
        program.sendTo(can(1), "102#02");
        program.sendTo(can(1), "103#03");
        program.send("104#04", "105##105", "300#06");
        program.request(replyTo, Op.TABLE, 0, 0);
        program.request(replyTo, Op.TABLE, 0, 0);
        program.sendBytes(new byte[] {1, 2, 3});
        program.sendTo(can(9), "106#07");
        program.send("106#08", "107#09", "108#0A", "109#0B", "10A#0C", "10B#0D");
        program.sendTo(can(0), "104#0E");
        program.sendBytes(new byte[100]);
        program.request(replyTo, Op.TABLE, 0, 0);
    }
}
