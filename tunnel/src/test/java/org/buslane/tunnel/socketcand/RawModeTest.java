package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.core.text.FrameText;
import org.buslane.linux.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reel and those who read it, without sockets. */
class RawModeTest {
    private static final int REEL = 64 * 1024;
    private static final Pattern LINE = Pattern.compile("< frame ([0-9A-F]+) 0\\.000000 ([0-9A-F]*) >");

    private final RawGroups groups = new RawGroups(new FrameLine(Set.of(), 0), REEL);
    private final FrameBatch batch = new FrameBatch(Arena.ofAuto().allocate(FrameBatch.CAPACITY * 128L, 8), 128);

    /** A client with all that it has. */
    private final class Reader {
        final LineDouble line = new LineDouble();
        final ClientAccount account = new ClientAccount();
        final Ledger sent = account.sent();
        final Outbox outbox = new Outbox(16 * 1024);
        final RawMode mode;

        Reader(Policy policy, int self) {
            mode = new RawMode(groups, policy, sent, self, 0, 0);
        }

        Reader(int self) {
            this(Policy.everything(), self);
        }

        int write() {
            if (!outbox.isEmpty()) {
                outbox.write(line, sent);
            }
            return outbox.isEmpty() ? mode.write(line, outbox, account) : -Errno.EAGAIN;
        }

        List<String> frames() {
            List<String> frames = new ArrayList<>();
            Matcher matcher = LINE.matcher(line.taken);
            int end = 0;
            while (matcher.find()) {
                assertThat(matcher.start()).as("nothing between frames").isEqualTo(end);
                end = matcher.end();
                frames.add(matcher.group(1) + "#" + matcher.group(2));
            }
            assertThat(end).as("nothing behind frames").isEqualTo(line.taken.length());
            return frames;
        }
    }

    @AfterEach
    void close() {
        groups.close();
    }

    private void hear(int speaker, String... frames) {
        batch.count(frames.length);
        for (int i = 0; i < frames.length; i++) {
            batch.size(i, FrameStruct.write(FrameText.parse(frames[i]), batch.memory(), batch.offset(i)));
        }
        groups.hear(batch, batch.all(), speaker, 0);
    }

    @Test
    void whatCameTogetherGoesWithOneWrite() {
        Reader reader = new Reader(0);
        hear(RawGroup.NOBODY, "123#11", "124#", "12345678#2233");

        assertThat(reader.write()).isZero();

        assertThat(reader.line.writes).isEqualTo(1);
        assertThat(reader.frames()).containsExactly("123#11", "124#", "12345678#2233");
    }

    @Test
    void aClientHearsFromTheMomentItCame() {
        Reader first = new Reader(0);
        hear(RawGroup.NOBODY, "123#11");
        Reader second = new Reader(1);
        hear(RawGroup.NOBODY, "123#22");

        first.write();
        second.write();

        assertThat(first.frames()).containsExactly("123#11", "123#22");
        assertThat(second.frames()).containsExactly("123#22");
    }

    @Test
    void aClientDoesNotHearItself() {
        Reader one = new Reader(0);
        Reader two = new Reader(1);
        hear(0, "100#");
        hear(1, "101#", "102#");
        hear(RawGroup.NOBODY, "103#");

        one.write();
        two.write();

        assertThat(one.frames()).containsExactly("101#", "102#", "103#");
        assertThat(two.frames()).containsExactly("100#", "103#");
        one.mode.settle();
        assertThat(one.sent.dropped(DropReason.UNWANTED)).isEqualTo(1);
        assertThat(one.sent.account()).matches(Account::isBalanced);
    }

    @Test
    void whoMayReadLessReadsAnotherReel() {
        Reader all = new Reader(0);
        Reader some = new Reader(new Policy(RuleSet.parse("100-1FF"), RuleSet.NONE, false), 1);
        hear(RawGroup.NOBODY, "123#", "223#", "124#R");

        all.write();
        some.write();
        all.mode.settle();
        some.mode.settle();

        assertThat(all.frames()).containsExactly("123#", "223#");
        assertThat(some.frames()).containsExactly("123#");
        assertThat(all.sent.dropped(DropReason.UNWANTED))
                .as("remote frames have no word")
                .isEqualTo(1);
        assertThat(some.sent.dropped(DropReason.DENIED)).isEqualTo(2);
        assertThat(groups.lastReached()).isEqualTo(0b011);
        assertThat(some.sent.account()).matches(Account::isBalanced);
    }

    @Test
    void aGroupThatEverybodyHasLeftIsNoMore() {
        Reader reader = new Reader(0);
        hear(RawGroup.NOBODY, "123#");
        reader.mode.close();
        reader.mode.close();

        assertThat(groups.isEmpty()).isTrue();
        assertThat(reader.sent.dropped(DropReason.GONE)).isEqualTo(1);
        assertThat(reader.sent.account()).matches(Account::isBalanced);
    }

    @Test
    void framesAreHeldBackAtFirst() {
        RawMode held = new RawMode(groups, Policy.everything(), Ledger.onHeap(), 0, 100, 200);
        LineDouble line = new LineDouble();
        Outbox outbox = new Outbox(16 * 1024);
        hear(RawGroup.NOBODY, "123#");

        assertThat(held.due()).isEqualTo(200);
        held.write(line, outbox, new ClientAccount());
        assertThat(line.writes).isZero();
        held.run(200);
        held.write(line, outbox, new ClientAccount());
        assertThat(line.writes).isEqualTo(1);
        assertThat(held.due()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whoReadsNothingLosesTheOldestAndNeverHalfOfOne() {
        Reader reader = new Reader(0);
        hear(RawGroup.NOBODY, "100#0000000000000000");
        reader.line.room = 5;
        assertThat(reader.write()).isEqualTo(-Errno.EAGAIN);
        for (int i = 1; i <= 10_000; i++) {
            hear(RawGroup.NOBODY, "100#%016X".formatted(i));
        }
        reader.line.room = Integer.MAX_VALUE;

        assertThat(reader.write()).isZero();

        reader.mode.settle();
        List<String> frames = reader.frames();
        assertThat(frames.getFirst()).isEqualTo("100#0000000000000000");
        assertThat(frames.getLast()).isEqualTo("100#%016X".formatted(10_000));
        assertThat(frames.size()).isGreaterThan(REEL / 60);
        assertThat(frames.get(1)).isEqualTo("100#%016X".formatted(10_002 - frames.size()));
        assertThat(reader.sent.delivered()).isEqualTo(frames.size());
        assertThat(reader.sent.dropped(DropReason.QUEUE_FULL)).isEqualTo(10_001 - frames.size());
    }

    @Test
    void whateverReadersTakeTheLedgersAreExact() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            readers.add(new Reader(i));
        }
        for (int i = 0; i < 30_000; i++) {
            int speaker = random.nextInt(-3, 5);
            hear(
                    speaker < 0 ? RawGroup.NOBODY : speaker,
                    random.nextBoolean() ? "123#11" : "12345678#1122334455667788");
            Reader reader = readers.get(random.nextInt(5));
            if (random.nextInt(reader.mode.waiting() > 500 ? 5 : 200) == 0) {
                reader.line.room = random.nextInt(20_000);
                reader.write();
            }
        }
        for (Reader reader : readers) {
            reader.line.room = Integer.MAX_VALUE;
            reader.write();
            reader.mode.settle();
            assertThat(reader.frames()).as("seed %d", seed).hasSize((int) reader.sent.delivered());
            assertThat(reader.sent.in()).as("seed %d", seed).isEqualTo(30_000);
            assertThat(reader.sent.account()).as("seed %d", seed).matches(Account::isBalanced);
        }
    }
}
