package org.buslane.core.isotp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a receiver makes of frames that are not as they should be, and of its options. */
class IsoTpReceptionTest {
    @Test
    void aLostOrDoubledFrameEndsTheTransfer() {
        End lost = receiving();
        lost.hear("7E0#220E0F1011121314");
        assertThat(lost.happened).containsExactly("OUT_OF_SEQUENCE");
        End doubled = receiving();
        doubled.hear("7E0#210708090A0B0C0D", "7E0#210708090A0B0C0D", "7E0#220E0F1011121314");
        assertThat(doubled.happened).containsExactly("OUT_OF_SEQUENCE");
    }

    @Test
    void anotherBeginningReplacesATransferUnderWay() {
        End end = receiving();
        end.hear("7E0#10080A0B0C0D0E0F");
        assertThat(end.frames()).hasSize(2);
        end.hear("7E0#210102");
        assertThat(end.happened).containsExactly("0A0B0C0D0E0F0102");
        End single = receiving();
        single.hear("7E0#0155", "7E0#210708090A0B0C0D");
        assertThat(single.happened).containsExactly("55");
    }

    @Test
    void aPduThatIsTooLongIsAnsweredWithOverflow() {
        End end = End.ecu(IsoTpSettings.DEFAULT);
        end.hear("7E0#100000002070AABB").frames();
        end.hear("7E0#10000000206CAABB");
        assertThat(end.frames()).containsExactly("7E8#300000");
        end.hear("7E0#10000000206DAABB", "7E0#1000FFFFFFF0AABB");
        assertThat(end.frames()).containsExactly("7E8#320000", "7E8#320000");
        End longer = End.ecu(IsoTpSettings.DEFAULT.withLongest(66_000));
        longer.hear("7E0#100000002070AABB");
        assertThat(longer.frames()).containsExactly("7E8#300000");
    }

    @Test
    void firstFramesThatWouldHaveBeenSingleAndShortOnesAreIgnored() {
        End end = End.ecu(IsoTpSettings.DEFAULT);
        end.hear("7E0#1005010203040506", "7E0#10140102030405", "7E0#100000000001AABB", "7E0#1000FFFFFFFFAABB");
        assertThat(end.frames()).isEmpty();
        assertThat(end.happened).isEmpty();
    }

    @Test
    void singleFramesWithALengthTheyDoNotHaveAreIgnored() {
        End end = End.ecu(IsoTpSettings.DEFAULT);
        end.hear("7E0#00", "7E0#0401", "7E0#0F01020304050607", "7E0#");
        End fd = End.ecu(IsoTpSettings.DEFAULT.with(LinkLayer.fd(64, 0)));
        fd.hear("7E0##0" + "0B" + "0102030405060708090A0B", "7E0##0" + "000B" + "0102030405060708090A");
        assertThat(end.happened).isEmpty();
        assertThat(fd.happened).isEmpty();
    }

    @Test
    void aListenerHearsAndIsSilent() {
        End end = End.ecu(End.flags(IsoTpFlags.LISTEN_MODE));
        end.hear("7E0#1014010203040506", "7E0#210708090A0B0C0D", "7E0#220E0F1011121314");
        assertThat(end.frames()).isEmpty();
        assertThat(end.happened).containsExactly(End.counted(20, 0));
    }

    @Test
    void inHalfDuplexOneDirectionIsHeardAtATime() {
        End sending = new End(End.TESTER, End.flags(IsoTpFlags.HALF_DUPLEX));
        sending.send(End.counting(20));
        sending.frames();
        sending.hear("7E8#0155");
        assertThat(sending.happened).isEmpty();
        sending.hear("7E8#300000").after(End.MILLI);
        sending.hear("7E8#0155");
        assertThat(sending.happened).containsExactly("55");

        End full = End.tester();
        full.send(End.counting(20));
        full.hear("7E8#0155");
        assertThat(full.happened).containsExactly("55");
    }

    @Test
    void aBroadcastOfSingleFramesHearsNothingAndSendsNothingLonger() {
        End end = new End(new IsoTpAddress(0x7df, 0), End.flags(IsoTpFlags.SF_BROADCAST));
        assertThat(end.send(End.counting(8))).isEqualTo(SendOutcome.BAD_LENGTH);
        end.send("3E80");
        assertThat(end.frames()).containsExactly("7DF#023E80");
        end.hear("000#0155");
        assertThat(end.happened).isEmpty();
    }

    @Test
    void aBroadcastOfConsecutiveFramesWaitsForNoFlowControl() {
        End end = new End(new IsoTpAddress(0x7df, 0), End.flags(IsoTpFlags.CF_BROADCAST));
        end.send(End.counting(20));
        assertThat(end.frames()).containsExactly("7DF#1014010203040506");
        assertThat(end.after(End.MILLI)).containsExactly("7DF#210708090A0B0C0D", "7DF#220E0F1011121314");
        assertThat(end.machine.isIdle()).isTrue();
    }

    @Test
    void bothBroadcastsAreThatOfSingleFrames() {
        IsoTpOptions both = new IsoTpOptions(IsoTpFlags.BROADCAST, 0, 0, 0, 0, 0);
        assertThat(both.contradicts()).isTrue();
        assertThat(IsoTpSettings.DEFAULT.with(both).options().flags()).isEqualTo(IsoTpFlags.SF_BROADCAST);
    }

    @Test
    void unpaddedFramesMustBeAsShortAsTheyCan() {
        End end = End.ecu(End.flags(IsoTpFlags.CHK_PAD_LEN));
        end.hear("7E0#0155", "7E0#015500");
        assertThat(end.happened).containsExactly("55", "MALFORMED");
    }

    @Test
    void paddedFramesMustHaveAllEightBytes() {
        End end = End.ecu(End.flags(IsoTpFlags.RX_PADDING | IsoTpFlags.CHK_PAD_LEN));
        end.hear("7E0#0155CCCCCCCCCCCC", "7E0#0155CC", "7E0#0155000000000000");
        assertThat(end.happened).containsExactly("55", "MALFORMED", "55");
    }

    @Test
    void paddingMustBeWhatWasAgreed() {
        End end = End.ecu(End.flags(IsoTpFlags.RX_PADDING | IsoTpFlags.CHK_PAD_DATA));
        end.hear("7E0#0155CCCCCCCCCCCC", "7E0#0155CC", "7E0#0155CCCCCCCCCC00");
        assertThat(end.happened).containsExactly("55", "55", "MALFORMED");
        end.hear("7E0#1008010203040506", "7E0#210708CC00");
        assertThat(end.happened).last().isEqualTo("MALFORMED");
    }

    @Test
    void paddingIsCheckedInFlowControlToo() {
        End end = new End(End.TESTER, End.flags(IsoTpFlags.RX_PADDING | IsoTpFlags.CHK_PAD_DATA));
        end.send(End.counting(20));
        end.frames();
        end.hear("7E8#3000000000000000");
        assertThat(end.happened).containsExactly("MALFORMED");
    }

    @Test
    void consecutiveFramesAreAsLongAsTheFirstAndTheLastMayBeShorter() {
        End end = receiving();
        end.hear("7E0#2107", "7E0#210708090A0B0C0D", "7E0#220E0F1011121314");
        assertThat(end.happened).containsExactly(End.counted(20, 0));
    }

    @Test
    void afterAFrameOfAWrongLengthATransferStillTimesOut() {
        End end = receiving();
        end.hear("7E0#2107").after(End.SECOND);
        assertThat(end.happened).containsExactly("NO_DATA");
    }

    private static End receiving() {
        End end = End.ecu(IsoTpSettings.DEFAULT);
        end.hear("7E0#1014010203040506");
        return end;
    }
}
