package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import org.buslane.core.bus.DropReason;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.policy.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bus that goes and comes back under its clients. */
@Timeout(120)
class GoneBusTest {
    private static final String AT = "1795262400.000000";

    /** @param errorMask 0 if clients do not hear error frames */
    private static Served served(int errorMask) {
        Policy all = Policy.everything();
        Behaviour usual = Behaviour.USUAL;
        Behaviour behaviour = new Behaviour(
                usual.dialects(),
                errorMask,
                usual.strict(),
                usual.quickAck(),
                usual.holdOff(),
                usual.queue(),
                usual.reel());
        return new Served(Served.spec(new Policy(all.read(), all.write(), errorMask != 0), behaviour, Limits.USUAL));
    }

    private static void becomes(Served served, int mtu) {
        served.bus.mtu = mtu;
        served.bus.turn(0);
        served.bus.turn(0);
    }

    @Test
    void aClientThatHearsErrorFramesIsToldOnceThatItHasGoneAndOnceThatItIsBack() {
        try (Served served = served(0x1fff_ffff);
                TextClient client = served.raw()) {
            served.bus.frames("123#01");
            becomes(served, 0);
            served.until(() -> client.contains("< error "));
            becomes(served, FrameLayout.CLASSIC_SIZE);
            becomes(served, FrameLayout.FD_SIZE);
            served.bus.frames("123#02");
            served.until(() -> client.contains(" 02 >"));

            assertThat(client.text())
                    .isEqualTo("< frame 123 %1$s 01 >< error 040 %1$s >< error 100 %1$s >< frame 123 %1$s 02 >"
                            .formatted(AT));
            served.bus.expectBalance();
        }
    }

    @Test
    void othersHearNothingOfItAndGoOnWhenItIsBack() {
        try (Served served = served(0);
                TextClient client = served.raw()) {
            served.bus.frames("123#01");
            served.until(() -> client.has("< frame 123 " + AT + " 01 >"));
            client.forget();
            becomes(served, 0);
            served.ask(client, "< send 123 0 >< echo >", "< echo >");
            becomes(served, FrameLayout.FD_SIZE);
            client.say("< send 124 0 >");
            served.until(() -> served.bus.said.size() == 1);
            served.bus.frames("123#02");
            served.until(() -> client.has("< frame 123 " + AT + " 02 >"));

            assertThat(served.bus.said).containsExactly("124#");
            assertThat(served.bus.peer(client.name()).received().dropped(DropReason.DOWN))
                    .isEqualTo(1);
            assertThat(served.bus.peer(client.name()).sent())
                    .as("its own frame is nothing to it, as ever")
                    .hasToString("in 3 = delivered 2 + unwanted 1");
            served.bus.expectBalance();
        }
    }

    @Test
    void onlyClassesOfTheMaskAreTold() {
        try (Served served = served(0x100);
                TextClient client = served.raw()) {
            becomes(served, 0);
            becomes(served, FrameLayout.FD_SIZE);
            served.until(() -> client.has("< error 100 " + AT + " >"));
            served.bus.expectBalance();
        }
    }
}
