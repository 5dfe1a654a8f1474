package org.buslane.core.isotp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Flow control and time: who waits how long for what. */
class IsoTpFlowTest {
    private static final long FRAME = 50_000;

    @Test
    void consecutiveFramesKeepTheSeparationTime() {
        End end = sending(20, "7E8#30000A");
        assertThat(end.frames()).containsExactly("7E0#210708090A0B0C0D");
        assertThat(end.after(10 * End.MILLI + FRAME - 1)).isEmpty();
        assertThat(end.after(1)).containsExactly("7E0#220E0F1011121314");
    }

    @Test
    void aFrameThatWasLateOnTheBusMakesTheNextOneLater() {
        End end = sending(20, "7E8#30000A");
        end.frames();
        end.now += 4 * End.MILLI;
        end.echo("7E0#300000");
        end.echo("7E0#210708090A0B0C0D");
        end.now += 1;
        end.echo("7E0#300000");
        assertThat(end.after(10 * End.MILLI + FRAME - 2)).isEmpty();
        assertThat(end.after(1)).hasSize(1);
    }

    @Test
    void separationTimesAreMillisecondsTenthsOrTheLongest() {
        assertThat(FlowControl.separation(0)).isZero();
        assertThat(FlowControl.separation(0x7f)).isEqualTo(127 * End.MILLI);
        assertThat(FlowControl.separation(0xf1)).isEqualTo(100_000);
        assertThat(FlowControl.separation(0xf9)).isEqualTo(900_000);
        for (int reserved : new int[] {0x80, 0xf0, 0xfa, 0xff}) {
            assertThat(FlowControl.separation(reserved)).isEqualTo(127 * End.MILLI);
        }
    }

    @Test
    void aForcedSeparationTimeReplacesTheReceivers() {
        End end = new End(End.TESTER, End.flags(IsoTpFlags.FORCE_TXSTMIN).withForcedTx(3 * End.MILLI));
        end.send(End.counting(20));
        end.frames();
        end.hear("7E8#30007F").frames();
        assertThat(end.after(3 * End.MILLI + FRAME)).containsExactly("7E0#220E0F1011121314");
    }

    @Test
    void withoutAFrameTimeABlockIsABurst() {
        IsoTpOptions none = new IsoTpOptions(0, IsoTpOptions.NO_FRAME_TIME, 0, 0xcc, 0xcc, 0);
        End end = new End(End.TESTER, IsoTpSettings.DEFAULT.with(none));
        end.send(new byte[6 + 7 * 5]);
        end.frames();
        end.hear("7E8#300300");
        assertThat(end.frames()).hasSize(3);
        end.hear("7E8#300000");
        assertThat(end.frames()).hasSize(2);
    }

    @Test
    void aFrameTimeOf0LeavesTheOneThatWas() {
        IsoTpSettings settings = IsoTpSettings.DEFAULT.with(new IsoTpOptions(0, 7000, 0, 0, 0, 0));
        assertThat(settings.frameNanos()).isEqualTo(7000);
        assertThat(settings.with(new IsoTpOptions(0, 0, 0, 0, 0, 0)).frameNanos())
                .isEqualTo(7000);
    }

    @Test
    void blockSizeAndTimeAreThoseOfTheFirstFlowControl() {
        End end = sending(6 + 7 * 3, "7E8#300100");
        assertThat(end.after(End.MILLI)).containsExactly("7E0#210708090A0B0C0D");
        end.hear("7E8#30007F");
        assertThat(end.after(End.MILLI)).hasSize(1);
        end.hear("7E8#300000");
        assertThat(end.after(End.MILLI)).hasSize(1);
        assertThat(end.machine.isIdle()).isTrue();
    }

    @Test
    void withDynamicParametersTheyAreThoseOfTheLast() {
        End end = new End(End.TESTER, End.flags(IsoTpFlags.DYN_FC_PARMS));
        end.send(End.counting(6 + 7 * 3));
        end.frames();
        end.hear("7E8#300100").after(End.MILLI);
        end.hear("7E8#300000");
        assertThat(end.after(End.MILLI)).hasSize(2);
    }

    @Test
    void aSenderWithoutFlowControlGivesUpAfterASecond() {
        End end = End.tester();
        end.send(End.counting(20));
        end.frames();
        end.after(End.SECOND - 1);
        assertThat(end.happened).isEmpty();
        assertThat(end.send("01")).isEqualTo(SendOutcome.BUSY);
        end.after(1);
        assertThat(end.happened).containsExactly("NO_FLOW_CONTROL");
        assertThat(end.send("01")).isEqualTo(SendOutcome.STARTED);
    }

    @Test
    void waitFramesGiveAnotherSecondEach() {
        End end = sending(20, "7E8#310000");
        for (int i = 0; i < 5; i++) {
            assertThat(end.after(End.SECOND - 1)).isEmpty();
            end.hear("7E8#310000");
        }
        end.hear("7E8#300000");
        assertThat(end.after(End.MILLI)).hasSize(2);
        assertThat(end.happened).isEmpty();
    }

    @Test
    void theNextBlockIsWaitedForASecond() {
        End end = sending(27, "7E8#300100");
        end.after(2 * End.SECOND);
        assertThat(end.happened).containsExactly("NO_FLOW_CONTROL");
    }

    @Test
    void overflowAndAnUnknownStatusEndATransfer() {
        End end = sending(20, "7E8#320000");
        assertThat(end.happened).containsExactly("OVERFLOW");
        assertThat(end.machine.isIdle()).isTrue();
        End other = sending(20, "7E8#330000");
        assertThat(other.happened).containsExactly("MALFORMED");
        assertThat(other.machine.isIdle()).isTrue();
    }

    @Test
    void aFlowControlThatIsTooShortEndsATransfer() {
        assertThat(sending(20, "7E8#3000").happened).containsExactly("MALFORMED");
    }

    @Test
    void flowControlNobodyWaitsForIsIgnored() {
        End end = End.tester();
        end.hear("7E8#320000");
        end.send(End.counting(20));
        end.hear("7E8#300000");
        assertThat(end.frames()).containsExactly("7E0#1014010203040506");
        assertThat(end.happened).isEmpty();
    }

    @Test
    void aReceiverWithoutDataGivesUpAfterASecond() {
        End end = End.ecu(IsoTpSettings.DEFAULT);
        end.hear("7E0#1014010203040506").after(End.SECOND - 1);
        end.hear("7E0#210708090A0B0C0D").after(End.SECOND - 1);
        assertThat(end.happened).isEmpty();
        end.after(1);
        assertThat(end.happened).containsExactly("NO_DATA");
        end.hear("7E0#220E0F1011121314");
        assertThat(end.happened).hasSize(1);
    }

    @Test
    void framesThatComeTooSoonAreIgnoredIfAsked() {
        End end = End.ecu(End.flags(IsoTpFlags.FORCE_RXSTMIN).withForcedRx(End.MILLI));
        end.hear("7E0#1014010203040506").after(1);
        end.hear("7E0#210708090A0B0C0D").after(End.MILLI - 1);
        end.hear("7E0#2200000000000000").after(1);
        end.hear("7E0#220E0F1011121314");
        assertThat(end.happened).containsExactly(End.counted(20, 0));
    }

    @Test
    void nothingIsSentTwiceAtATime() {
        End end = End.tester();
        assertThat(end.send("01")).isEqualTo(SendOutcome.STARTED);
        assertThat(end.send("02")).isEqualTo(SendOutcome.BUSY);
        assertThat(end.frames()).containsExactly("7E0#0101");
        assertThat(end.send("02")).isEqualTo(SendOutcome.STARTED);
    }

    @Test
    void whatIsEmptyOrTooLongIsRefused() {
        End end = End.tester();
        assertThat(end.send(new byte[0])).isEqualTo(SendOutcome.BAD_LENGTH);
        assertThat(end.send(new byte[8301])).isEqualTo(SendOutcome.BAD_LENGTH);
        assertThat(end.machine.due()).isEqualTo(IsoTpMachine.NEVER);
        assertThat(end.send(new byte[8300])).isEqualTo(SendOutcome.STARTED);
    }

    private static End sending(int length, String flowControl) {
        End end = End.tester();
        end.send(End.counting(length));
        end.frames();
        return end.hear(flowControl);
    }
}
