package org.buslane.core.isotp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.buslane.core.frame.FdLength;
import org.buslane.core.frame.FrameKind;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.testkit.Allocation;
import org.junit.jupiter.api.Test;

/**
 * Frames of any content in any order break nothing and make no object. Lasts two seconds, or as many as
 * {@code -Dbuslane.fuzz.seconds} says; {@code -Dbuslane.seed} repeats a run.
 */
class IsoTpFuzzTest implements IsoTpEvents {
    private static final int ROUND = 200;
    private static final int[] SIZES = {16, 16, 16, 72, 72, 12, 0, 15, 80, 100};

    private final MemorySegment memory = MemorySegment.ofArray(new byte[128]);
    private final MemorySegment out = MemorySegment.ofArray(new byte[FrameLayout.FD_SIZE]);
    private final MemorySegment pdu = MemorySegment.ofArray(new byte[9000]);
    private IsoTpSettings settings = IsoTpSettings.DEFAULT;
    private long received;

    @Override
    public void received(byte[] bytes, int length) {
        assertThat(length > 0 && length <= settings.longest() && length <= bytes.length)
                .isTrue();
        received++;
    }

    @Override
    public void failed(IsoTpError error) {}

    @Test
    void noInputBreaksIt() {
        long seed = Long.getLong("buslane.seed", new SplittableRandom().nextLong());
        SplittableRandom random = new SplittableRandom(seed);
        long end = System.nanoTime() + Integer.getInteger("buslane.fuzz.seconds", 2) * End.SECOND;
        try {
            do {
                for (int i = 0; i < ROUND; i++) {
                    play(random.split());
                }
            } while (System.nanoTime() < end);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("fails with -Dbuslane.seed=" + seed, e);
        }
        assertThat(received).as("PDUs understood with -Dbuslane.seed=" + seed).isPositive();
    }

    @Test
    void aTransferMakesNoObject() {
        Count count = new Count();
        IsoTpSettings blocks = IsoTpSettings.DEFAULT.with(new FlowControl(8, 0, 0));
        IsoTpMachine sender = new IsoTpMachine(End.TESTER, IsoTpSettings.DEFAULT, count);
        IsoTpMachine receiver = new IsoTpMachine(End.ECU, blocks, count);
        assertThat(Allocation.fewestBytes(() -> transfer(sender, receiver))).isZero();
        assertThat(count.received).isPositive();
        assertThat(count.failed).isZero();
    }

    private static final class Count implements IsoTpEvents {
        private int received;
        private int failed;

        @Override
        public void received(byte[] pdu, int length) {
            received++;
        }

        @Override
        public void failed(IsoTpError error) {
            failed++;
        }
    }

    private void transfer(IsoTpMachine sender, IsoTpMachine receiver) {
        long now = 0;
        sender.send(pdu, 0, 1000, now);
        while (!sender.isIdle()) {
            now = Math.max(now, sender.due());
            pass(sender, receiver, now);
            pass(receiver, sender, now);
        }
    }

    private void pass(IsoTpMachine from, IsoTpMachine to, long now) {
        while (from.hasFrame(now)) {
            int size = from.frame(out, 0, now);
            to.hear(out, 0, size, now);
        }
    }

    private void play(SplittableRandom random) {
        settings = settings(random);
        IsoTpMachine machine = new IsoTpMachine(End.TESTER, settings, this);
        long now = 0;
        int sequence = 0;
        for (int i = 0; i < ROUND; i++) {
            now += random.nextInt(20) == 0 ? random.nextLong(3 * End.SECOND) : random.nextInt(200_000);
            if (random.nextInt(16) == 0) {
                machine.send(pdu, 0, random.nextInt(-1, random.nextBoolean() ? 100 : 9000), now);
            }
            int size = input(random, sequence++);
            machine.hear(memory, 0, size, now);
            if (random.nextBoolean()) {
                drain(machine, now);
            }
            if (random.nextInt(4) == 0) {
                machine.tick(now);
            }
        }
        machine.stop();
        assertThat(machine.due()).isEqualTo(IsoTpMachine.NEVER);
    }

    private void drain(IsoTpMachine machine, long now) {
        while (machine.hasFrame(now)) {
            int size = machine.frame(out, 0, now);
            assertThat(FrameKind.of(out, 0, size)).isIn(FrameKind.DATA, FrameKind.FD);
            int length = FrameLayout.length(out, 0);
            assertThat(length <= settings.link().dataLength() && FdLength.isStep(length))
                    .isTrue();
        }
    }

    /** Any bytes, or such as get further: of the right id, with protocol bytes that follow each other. */
    private int input(SplittableRandom random, int sequence) {
        for (int i = 0; i < memory.byteSize(); i++) {
            memory.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
        }
        if (random.nextInt(8) == 0) {
            return SIZES[random.nextInt(SIZES.length)];
        }
        int size = settings.link().frameSize();
        int most = size - FrameLayout.OFFSET_DATA;
        int length = random.nextInt(4) == 0 ? random.nextInt(most + 1) : most;
        memory.set(ValueLayout.JAVA_INT_UNALIGNED, 0, End.TESTER.rxId());
        memory.set(ValueLayout.JAVA_BYTE, FrameLayout.OFFSET_LENGTH, (byte) length);
        long at = (long) FrameLayout.OFFSET_DATA + settings.addressBytes();
        memory.set(ValueLayout.JAVA_BYTE, FrameLayout.OFFSET_DATA, (byte)
                settings.options().rxExtAddress());
        int type = random.nextInt(10);
        int first = type < 6 ? 0x20 | (sequence & 0xf) : type == 6 ? 0x10 | random.nextInt(2) : random.nextInt(0x40);
        memory.set(ValueLayout.JAVA_BYTE, at, (byte) first);
        return size;
    }

    private static IsoTpSettings settings(SplittableRandom random) {
        return IsoTpSettings.DEFAULT
                .with(new IsoTpOptions(
                        random.nextInt(0x4000) & ~(random.nextBoolean() ? IsoTpFlags.BROADCAST : 0),
                        random.nextInt(),
                        random.nextInt(256),
                        random.nextInt(256),
                        random.nextInt(256),
                        random.nextInt(256)))
                .with(new FlowControl(random.nextInt(4), random.nextInt(256), random.nextInt(256)))
                .with(
                        random.nextBoolean()
                                ? LinkLayer.CLASSIC
                                : LinkLayer.fd(FdLength.ofDlc(random.nextInt(8, 16)), random.nextInt(256)))
                .withForcedRx(random.nextInt(200_000))
                .withForcedTx(random.nextInt(1_000_000))
                .withLongest(random.nextBoolean() ? 8300 : random.nextInt(1, 100));
    }
}
