package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import org.buslane.lab.junit.Lab;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Buses;
import org.buslane.lab.junit.net.Candump;
import org.buslane.lab.junit.net.GatewayRule;
import org.buslane.lab.junit.net.Namespace;
import org.junit.jupiter.api.Test;

/** That a test class in the lab has a real kernel, with CAN and everything that the other classes build upon. */
@OnKernels
class RealKernelTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void theKernelIsTheOneThatWasAskedFor() {
        assertThat(Namespace.here().run("uname", "-r"))
                .startsWith(Lab.kernel().orElseThrow() + ".")
                .isEqualTo(System.getProperty("os.version"));
    }

    @Test
    void rootIsInsideAndNoNetworkButLoopback() throws SocketException {
        assertThat(Namespace.here().run("id", "-u")).isEqualTo("0");
        assertThat(NetworkInterface.networkInterfaces()
                        .filter(each -> !each.getName().contains("can")))
                .extracting(NetworkInterface::getName)
                .containsExactly("lo");
    }

    /** The kernel itself sets CANFD_FDF, a 4 among the flags. */
    @Test
    void aFrameReachesEveryReaderOfItsBus() {
        try (Buses buses = Buses.here().vcan("can0", "can1");
                Candump first = buses.dump("can0");
                Candump second = buses.dump("can0");
                Candump other = buses.dump("can1")) {
            buses.send("can0", "123#DEADBEEF", "12345678#", "123##3" + "AB".repeat(12), "7FF#R")
                    .send("can1", "001#");
            List<String> frames =
                    List.of("can0 123#DEADBEEF", "can0 12345678#", "can0 123##7" + "AB".repeat(12), "can0 7FF#R");
            assertThat(first.awaitFrames(4, SOON)).isEqualTo(frames);
            assertThat(second.awaitFrame("can0 7FF#R", SOON)).isEqualTo(frames);
            assertThat(other.awaitFrames(1, SOON)).containsExactly("can1 001#");
            assertThat(first.stop()).isEqualTo(frames);
        }
    }

    @Test
    void aFilterIsInPlaceWhenAReaderHasStarted() {
        try (Buses buses = Buses.here().vcan("can0");
                Candump filtered = buses.dump("can0,100:700,7FF:7FF")) {
            buses.send("can0", "0FF#", "1AB#", "200#", "7FF#");
            assertThat(filtered.awaitFrame("can0 7FF#", SOON)).containsExactly("can0 1AB#", "can0 7FF#");
        }
    }

    @Test
    void aTunnelLeadsIntoANamespaceAndGoesWithIt() {
        try (Buses buses = Buses.here()) {
            try (Namespace far = Namespace.create()) {
                buses.vxcan("to-far", far, "can0");
                try (Buses there = Buses.in(far);
                        Candump inFar = there.dump("can0");
                        Candump here = buses.dump("to-far")) {
                    buses.send("to-far", "123#01");
                    assertThat(inFar.awaitFrames(1, SOON)).containsExactly("can0 123#01");
                    there.send("can0", "456##1" + "AB".repeat(64));
                    assertThat(here.awaitFrames(2, SOON))
                            .containsExactly("to-far 123#01", "to-far 456##5" + "AB".repeat(64));
                }
            }
            assertThatThrownBy(() -> buses.send("to-far", "123#02")).hasMessageContaining("to-far");
        }
    }

    @Test
    void aRuleForwardsWhatItsFilterPasses() {
        try (Buses buses = Buses.here().vcan("can0", "can1").rule("can0", "can1", "-f", "100:700");
                Candump forwarded = buses.dump("can1")) {
            buses.send("can0", "100#01", "200#02", "1FF#03");
            assertThat(forwarded.awaitFrame("can1 1FF#03", SOON)).containsExactly("can1 100#01", "can1 1FF#03");
            assertThat(buses.rules())
                    .singleElement()
                    .extracting(GatewayRule::handled, GatewayRule::dropped, GatewayRule::deleted)
                    .containsExactly(2L, 0L, 0L);
        }
        assertThat(Buses.here().rules()).isEmpty();
    }

    @Test
    void whatCannotBeMadeLeavesNothing() {
        assertThatThrownBy(() -> Buses.here().vcan("can0", "can1", "can0")).hasMessageContaining("File exists");
        assertThat(Namespace.here().run("ip", "link")).doesNotContain("can0", "can1");
    }

    @Test
    void aReaderThatCannotStartSaysWhy() {
        try (Buses buses = Buses.here()) {
            assertThatThrownBy(() -> buses.dump("can0")).hasMessageContainingAll("candump can0", "No such device");
        }
    }

    @Test
    void whatDidNotComeIsNamedTogetherWithWhatDid() {
        try (Buses buses = Buses.here().vcan("can0");
                Candump reader = buses.dump("can0")) {
            buses.send("can0", "123#01");
            reader.awaitFrames(1, SOON);
            assertThatThrownBy(() -> reader.awaitFrame("can0 456#", Duration.ofMillis(1)))
                    .hasMessageContainingAll("candump can0 should have received can0 456#", "[can0 123#01]");
        }
    }
}
