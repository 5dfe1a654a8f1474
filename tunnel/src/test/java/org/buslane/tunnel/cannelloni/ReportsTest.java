package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private static final long MICRO = 1000;
    private static final long MILLI = 1000 * MICRO;
    private static final long EPOCH = 1_800_000_000_000_000_000L;

    private final MemorySegment memory = Words.memory(Trailer.SIZE);
    private final SequenceWatch watch = new SequenceWatch();
    private final Reports here = new Reports(true);
    private final Reports there = new Reports(true);
    private long now = 77 * MILLI;

    @Test
    void aTrailerHasTheseBytes() {
        Trailer.write(memory, 0, 0x0102030405060708L, 0x1112131415161718L, 0x21222324);
        Trailer.writeCounts(memory, 0, 0x31323334, 0x4142434445464748L, 0x51525354, 0xffffffffL);
        assertThat(Words.hex(memory, 0, Trailer.SIZE))
                .isEqualTo("4255534c" + "01" + "2c" + "0000" + "0102030405060708" + "1112131415161718" + "21222324"
                        + "31323334" + "45464748" + "51525354" + "ffffffff");
        assertThat(Trailer.sent(memory, 0)).isEqualTo(0xffffffffL);
    }

    @Test
    void aPeerThatDoesNotAnswerIsAskedAFewTimesAndThenSeldom() {
        for (int i = 0; i < Reports.FIRST; i++) {
            assertThat(here.isDue(now)).isTrue();
            write(here);
        }
        now += Reports.ASK_AGAIN - 1;
        assertThat(here.isDue(now)).isFalse();
        assertThat(here.due()).as("a datagram for it alone").isEqualTo(Long.MAX_VALUE);
        now++;
        assertThat(here.isDue(now)).isTrue();
        write(here);
        assertThat(here.isDue(now)).isFalse();
        assertThat(here.isKnown()).isFalse();
    }

    @Test
    void aPeerThatAnswersGetsOneEveryInterval() {
        write(there);
        read(here, true, 0);
        assertThat(here.isKnown()).isTrue();
        write(here);
        now += Reports.INTERVAL - 1;
        assertThat(here.isDue(now)).isFalse();
        now++;
        assertThat(here.isDue(now)).isTrue();
    }

    @Test
    void whatAPeerSaysIsAnsweredOnceEvenIfThereAreNoFrames() {
        write(there);
        read(here, false, 0);
        assertThat(here.due()).as("to the first").isLessThan(Long.MAX_VALUE);
        write(here);
        assertThat(here.due()).isEqualTo(Long.MAX_VALUE);
        write(there);
        read(here, false, 0);
        assertThat(here.due()).as("to one without frames").isEqualTo(Long.MAX_VALUE);
        write(there);
        read(here, true, 0);
        assertThat(here.due()).as("to one with frames").isEqualTo(now + Reports.INTERVAL);
    }

    @Test
    void aPeerThatFallsSilentIsAskedAgain() {
        write(there);
        read(here, true, 0);
        write(here);
        now += Reports.FORGOTTEN;
        assertThat(here.isDue(now)).isTrue();
        assertThat(here.isKnown()).isFalse();
    }

    @Test
    void thePeersCountsAreItsLastOnes() {
        watch.saw(0, now);
        watch.saw(5, now);
        there.write(memory, 0, now, EPOCH, watch, 2, 30, 40);
        read(here, true, 0);
        assertThat(here.peerDatagrams()).isEqualTo(2);
        assertThat(here.peerLost()).isEqualTo(4);
        assertThat(here.peerReceived()).isEqualTo(30);
        assertThat(here.peerSent()).isEqualTo(40);
    }

    @Test
    void delayAndRoundTripAreWhatTheWaysTook() {
        write(here);
        now += 3 * MILLI;
        read(there, true, 0);
        now += 20 * MILLI;
        write(there);
        now += 5 * MILLI;
        read(here, true, 0);
        assertThat(there.delay().oneWay()).isEqualTo(3 * MILLI);
        assertThat(here.delay().oneWay()).isEqualTo(5 * MILLI);
        assertThat(here.delay().roundTrip()).as("without what it was held").isEqualTo(8 * MILLI);
        assertThat(there.delay().roundTrip()).isEqualTo(-1);
    }

    @Test
    void aClockThatIsAheadMakesTheDelayNegativeAndLeavesTheRest() {
        for (int i = 0; i < 10; i++) {
            write(there);
            now += 2 * MILLI;
            read(here, true, -50 * MILLI);
        }
        assertThat(here.delay().oneWay()).isEqualTo(-48 * MILLI);
        assertThat(here.delay().jitter()).isZero();
    }

    @Test
    void jitterIsTheOneOfRfc3550() {
        Delay delay = new Delay();
        delay.came(0, 100);
        delay.came(1000, 1260);
        assertThat(delay.jitter()).as("160 / 16").isEqualTo(10);
        delay.came(2000, 2100);
        assertThat(delay.jitter()).as("10 + (160 - 10) / 16").isEqualTo(19);
    }

    @Test
    void onesThatAreOffSayAndHearNothing() {
        Reports off = new Reports(false);
        assertThat(off.isDue(now)).isFalse();
        write(there);
        read(off, true, 0);
        assertThat(off.isKnown()).isFalse();
        assertThat(off.due()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void otherBytesBehindTheFramesAreNoTrailer() {
        write(there);
        here.read(memory, 0, Trailer.SIZE - 1, true, now, EPOCH + now);
        assertThat(here.isKnown()).isFalse();
        memory.set(ValueLayout.JAVA_BYTE, 0, (byte) 'b');
        read(here, true, 0);
        assertThat(here.isKnown()).isFalse();
    }

    private void write(Reports reports) {
        reports.write(memory, 0, now, EPOCH + now, watch, 0, 0, 0);
    }

    private void read(Reports reports, boolean hadFrames, long clock) {
        reports.read(memory, 0, Trailer.SIZE, hadFrames, now, EPOCH + now + clock);
    }
}
