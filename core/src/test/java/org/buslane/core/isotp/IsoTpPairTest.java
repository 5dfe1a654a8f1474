package org.buslane.core.isotp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.buslane.core.frame.FdLength;
import org.buslane.core.testkit.Property;
import org.junit.jupiter.api.Test;

/** Two machines against each other: what arrives is what was sent, or somebody is told. */
class IsoTpPairTest {
    private record Talk(long seed) {}

    @Test
    void onAGoodWireEverythingArrivesBothWaysAtOnce() {
        Property.holds(200, random -> new Talk(random.nextLong()), talk -> {
            SplittableRandom random = new SplittableRandom(talk.seed());
            IsoTpSettings settings = settings(random);
            End tester = new End(End.TESTER, settings);
            End ecu = new End(End.ECU, settings);
            LossyWire wire = new LossyWire(random.nextLong(), 0, false, tester, ecu);
            for (int i = 0; i < 3; i++) {
                byte[] request = pdu(random);
                byte[] answer = pdu(random);
                assertThat(tester.send(request)).isEqualTo(SendOutcome.STARTED);
                assertThat(ecu.send(answer)).isEqualTo(SendOutcome.STARTED);
                wire.settle();
                assertThat(take(ecu)).containsExactly(End.hex(request));
                assertThat(take(tester)).containsExactly(End.hex(answer));
            }
        });
    }

    @Test
    void onABadWireAPduArrivesWholeOrAnEndIsTold() {
        Property.holds(500, random -> new Talk(random.nextLong()), talk -> {
            SplittableRandom random = new SplittableRandom(talk.seed());
            IsoTpSettings settings = settings(random);
            End tester = new End(End.TESTER, settings);
            End ecu = new End(End.ECU, settings);
            LossyWire wire =
                    new LossyWire(random.nextLong(), random.nextDouble(0.2), random.nextBoolean(), tester, ecu);
            for (int i = 0; i < 3; i++) {
                byte[] request = pdu(random);
                boolean single = request.length <= new FrameMaker(settings, 0).mostInSingle();
                tester.send(request);
                assertThat(wire.settle()).isLessThan(600 * End.SECOND);
                List<String> there = take(ecu);
                List<String> here = take(tester);
                if (!single) {
                    assertThat(there.size() + here.size()).isPositive();
                }
                assertThat(there.stream().filter(IsoTpPairTest::isPdu)).allMatch(End.hex(request)::equals);
                assertThat(here.stream().filter(IsoTpPairTest::isPdu)).isEmpty();
                assertThat(tester.machine.isIdle()).isTrue();
            }
        });
    }

    private static boolean isPdu(String happened) {
        return happened.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }

    private static List<String> take(End end) {
        List<String> happened = List.copyOf(end.happened);
        end.happened.clear();
        return happened;
    }

    private static byte[] pdu(RandomGenerator random) {
        byte[] pdu = new byte[random.nextInt(4) == 0 ? random.nextInt(1, 8301) : random.nextInt(1, 200)];
        random.nextBytes(pdu);
        return pdu;
    }

    private static IsoTpSettings settings(RandomGenerator random) {
        int flags = 0;
        for (int flag : new int[] {IsoTpFlags.EXTEND_ADDR, IsoTpFlags.DYN_FC_PARMS}) {
            flags |= random.nextBoolean() ? flag : 0;
        }
        if (random.nextBoolean()) {
            flags |= IsoTpFlags.TX_PADDING | IsoTpFlags.RX_PADDING | IsoTpFlags.CHK_PAD_LEN | IsoTpFlags.CHK_PAD_DATA;
        } else if (random.nextBoolean()) {
            flags |= IsoTpFlags.CHK_PAD_LEN;
        }
        LinkLayer link =
                random.nextBoolean() ? LinkLayer.CLASSIC : LinkLayer.fd(FdLength.ofDlc(random.nextInt(8, 16)), 0);
        return IsoTpSettings.DEFAULT
                .with(new IsoTpOptions(flags, 50_000, 0xf1, 0xaa, 0xaa, 0))
                .with(new FlowControl(random.nextInt(10), random.nextInt(6), 0))
                .with(link);
    }
}
