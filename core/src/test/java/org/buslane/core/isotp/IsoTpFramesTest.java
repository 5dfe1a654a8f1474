package org.buslane.core.isotp;

import static org.assertj.core.api.Assertions.assertThat;

import org.buslane.core.frame.FrameLayout;
import org.junit.jupiter.api.Test;

/** The frames of ISO 15765-2, byte for byte, as net/can/isotp.c sends and takes them. */
class IsoTpFramesTest {
    private static final IsoTpSettings FD = IsoTpSettings.DEFAULT.with(LinkLayer.fd(64, FrameLayout.FD_BRS));

    @Test
    void upToSevenBytesAreASingleFrame() {
        End end = End.tester();
        assertThat(end.send("22F190")).isEqualTo(SendOutcome.STARTED);
        assertThat(end.frames()).containsExactly("7E0#0322F190");
        assertThat(end.machine.isIdle()).isTrue();
        end.send("01020304050607");
        assertThat(end.frames()).containsExactly("7E0#0701020304050607");
    }

    @Test
    void moreIsAFirstFrameAndConsecutiveOnes() {
        End end = End.tester();
        end.send(End.counting(20));
        assertThat(end.frames()).containsExactly("7E0#1014010203040506");
        assertThat(end.frames()).isEmpty();
        end.hear("7E8#300000");
        assertThat(end.after(End.MILLI)).containsExactly("7E0#210708090A0B0C0D", "7E0#220E0F1011121314");
        assertThat(end.machine.isIdle()).isTrue();
    }

    @Test
    void theReceiverAnswersWithItsBlockSizeAndSeparationTime() {
        End end = End.ecu(IsoTpSettings.DEFAULT.with(new FlowControl(2, 0xf3, 0)));
        end.hear("7E0#101C010203040506");
        assertThat(end.frames()).containsExactly("7E8#3002F3");
        end.hear("7E0#210708090A0B0C0D");
        assertThat(end.frames()).isEmpty();
        end.hear("7E0#220E0F1011121314");
        assertThat(end.frames()).containsExactly("7E8#3002F3");
        end.hear("7E0#2315161718191A1B", "7E0#241C");
        assertThat(end.happened).containsExactly(End.counted(28, 0));
        assertThat(end.machine.due()).isEqualTo(IsoTpMachine.NEVER);
    }

    @Test
    void paddingFillsEightBytes() {
        IsoTpSettings padding =
                IsoTpSettings.DEFAULT.with(new IsoTpOptions(IsoTpFlags.TX_PADDING, 0, 0, 0xaa, 0xcc, 0));
        End end = new End(End.TESTER, padding);
        end.send("3E00");
        end.hear("7E8#1009010203040506");
        assertThat(end.frames()).containsExactly("7E0#300000AAAAAAAAAA", "7E0#023E00AAAAAAAAAA");
        end.send(End.counting(8));
        end.frames();
        end.hear("7E8#300000");
        assertThat(end.frames()).containsExactly("7E0#210708AAAAAAAAAA");
    }

    @Test
    void anExtendedAddressStandsInFrontOfEverything() {
        int flags = IsoTpFlags.EXTEND_ADDR | IsoTpFlags.RX_EXT_ADDR;
        End end = new End(End.TESTER, IsoTpSettings.DEFAULT.with(new IsoTpOptions(flags, 0, 0xf1, 0xcc, 0xcc, 0x10)));
        end.send("010203040506");
        assertThat(end.frames()).containsExactly("7E0#F106010203040506");
        end.send(End.counting(12));
        assertThat(end.frames()).containsExactly("7E0#F1100C0102030405");
        end.hear("7E8#F1300000");
        assertThat(end.frames()).isEmpty();
        end.hear("7E8#10300000");
        assertThat(end.after(End.MILLI)).containsExactly("7E0#F121060708090A0B", "7E0#F1220C");
        end.hear("7E8#1010080102030405");
        assertThat(end.frames()).containsExactly("7E0#F1300000");
        end.hear("7E8#1021060708");
        assertThat(end.happened).containsExactly(End.counted(8, 0));
    }

    @Test
    void withoutAnAddressOfItsOwnWhatIsHeardHasTheSame() {
        End end = new End(
                End.TESTER,
                IsoTpSettings.DEFAULT.with(new IsoTpOptions(IsoTpFlags.EXTEND_ADDR, 0, 0xf1, 0xcc, 0xcc, 0x10)));
        end.hear("7E8#100255AA", "7E8#F10255AA");
        assertThat(end.happened).containsExactly("55AA");
    }

    @Test
    void anFdSingleFrameHasASecondLengthByteBeyondSevenBytes() {
        End end = new End(End.TESTER, FD);
        end.send("01020304050607");
        assertThat(end.frames()).containsExactly("7E0##50701020304050607");
        end.send("0102030405060708");
        assertThat(end.frames()).containsExactly("7E0##500080102030405060708CCCC");
        end.send(End.counting(62));
        assertThat(end.frames()).containsExactly("7E0##5003E" + End.counted(62, 0));
        end.hear("7E8##100080102030405060708CCCC", "7E8##1003E" + End.counted(62, 0));
        assertThat(end.happened).containsExactly("0102030405060708", End.counted(62, 0));
    }

    @Test
    void fdFramesCarryAsMuchAsTheLinkAllows() {
        End end = new End(End.TESTER, IsoTpSettings.DEFAULT.with(LinkLayer.fd(16, 0)));
        end.send(End.counting(32));
        assertThat(end.frames()).containsExactly("7E0##4" + "1020" + "0102030405060708090A0B0C0D0E");
        end.hear("7E8##0300000");
        assertThat(end.after(End.MILLI))
                .containsExactly("7E0##4" + "21" + "0F101112131415161718191A1B1C1D", "7E0##4" + "221E1F20");
    }

    @Test
    void theLastFdFrameIsPaddedToALengthThatFdHas() {
        End end = new End(End.TESTER, IsoTpSettings.DEFAULT.with(LinkLayer.fd(64, 0)));
        end.send(End.counting(72));
        end.frames();
        end.hear("7E8##0300000");
        assertThat(end.frames()).containsExactly("7E0##4" + "21" + End.counted(72, 62) + "CC");
        End other = End.ecu(IsoTpSettings.DEFAULT.with(LinkLayer.fd(64, 0)));
        other.hear("7E0##0" + "1048" + hexOf(62), "7E0##0" + "21" + End.counted(72, 62) + "CC");
        assertThat(other.happened).containsExactly(End.counted(72, 0));
    }

    @Test
    void beyond4095BytesTheLengthHas32Bits() {
        End end = End.tester();
        end.send(new byte[4096]);
        assertThat(end.frames()).containsExactly("7E0#1000000010000000");
        End other = End.ecu(IsoTpSettings.DEFAULT);
        other.hear("7E0#1000000010000000");
        assertThat(other.frames()).containsExactly("7E8#300000");
        end.machine.stop();
        end.send(new byte[4095]);
        assertThat(end.frames()).containsExactly("7E0#1FFF000000000000");
    }

    @Test
    void extendedIdsAreOtherIds() {
        End end = new End(new IsoTpAddress(0x98da10f1, 0x98daf110), IsoTpSettings.DEFAULT);
        end.send("3E00");
        assertThat(end.frames()).containsExactly("18DA10F1#023E00");
        end.hear("110#027E00", "18DAF111#027E00", "18DAF110#R2", "18DAF110#027E00");
        assertThat(end.happened).containsExactly("7E00");
    }

    @Test
    void classicFramesMeanNothingToAnFdLinkNorFdFramesToAClassicOne() {
        End fd = new End(End.TESTER, FD);
        fd.hear("7E8#025001", "7E8##0025002");
        assertThat(fd.happened).containsExactly("5002");
        End classic = End.tester();
        classic.hear("7E8##0025001", "7E8#025002");
        assertThat(classic.happened).containsExactly("5002");
    }

    @Test
    void sequenceNumbersGoRound() {
        End end = End.tester();
        end.send(new byte[6 + 7 * 17]);
        end.frames();
        end.hear("7E8#300000");
        assertThat(end.after(10 * End.MILLI)).hasSize(17).element(14).isEqualTo("7E0#2F00000000000000");
    }

    private static String hexOf(int count) {
        return End.hex(End.counting(count));
    }
}
