package org.buslane.node.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.LinkEvent;
import org.buslane.linux.netlink.LinkStatistics;
import org.junit.jupiter.api.Test;

class LinkNewsTest {
    private static final int CAN = 280;
    private static final int UP = 1;
    private static final int CARRIER = 0x10000;

    private final LinkNews news = new LinkNews();

    private static Link link(String name, int flags, int mtu, long frames) {
        return new Link(
                3,
                name,
                Optional.of("vcan"),
                CAN,
                flags,
                mtu,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                10,
                new LinkStatistics(frames, 0, 0, 0, 0, 0, 0, 0));
    }

    private List<String> tell(Link link) {
        return news.tell(List.of(new LinkEvent.Changed(link)));
    }

    @Test
    void whatIsNewIsTold() {
        assertThat(tell(link("can0", 0, 16, 0))).containsExactly("can0 appeared");
        assertThat(tell(link("can0", UP, 16, 0))).containsExactly("can0 went up");
        assertThat(tell(link("can0", UP | CARRIER, 16, 0))).containsExactly("can0 has its carrier");
        assertThat(tell(link("can9", UP | CARRIER, 16, 0))).containsExactly("can0 is called can9 now");
        assertThat(tell(link("can9", UP | CARRIER, 72, 0))).containsExactly("can9 was changed");
        assertThat(news.tell(List.of(new LinkEvent.Gone(link("can9", 0, 72, 0)))))
                .containsExactly("can9 is gone");
    }

    @Test
    void thatFramesWereCountedIsNoNews() {
        news.learn(List.of(link("can0", UP, 16, 0)));
        assertThat(tell(link("can0", UP, 16, 1000))).isEmpty();
    }

    @Test
    void whatWasLostIsTold() {
        assertThat(news.tell(List.of(new LinkEvent.Lost()))).hasSize(1);
    }
}
