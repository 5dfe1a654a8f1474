package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Buses;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.linux.Epoll;
import org.buslane.linux.NetworkNamespace;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.LinkEnd;
import org.buslane.linux.netlink.LinkEvent;
import org.buslane.linux.netlink.LinkMonitor;
import org.buslane.linux.netlink.Links;
import org.buslane.linux.netlink.NetlinkSocket;
import org.buslane.linux.netlink.NewLink;
import org.junit.jupiter.api.Test;

/** That what happens to links is told, whoever did it. */
@OnKernels({"6.1", "6.12"})
class LinkMonitorTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int ROOM = 1 << 18;

    @Test
    void whatComesChangesAndGoesIsTold() {
        try (LinkMonitor monitor = LinkMonitor.open(ROOM)) {
            assertThat(monitor.read()).isEmpty();
            try (Buses _ = Buses.here().vcan("can0")) {
                LinkEvent up = await(monitor, event -> event instanceof LinkEvent.Changed(Link link) && link.isUp())
                        .getLast();
                assertThat(((LinkEvent.Changed) up).link())
                        .satisfies(link -> assertThat(link.name()).isEqualTo("can0"))
                        .satisfies(link -> assertThat(link.kind()).contains("vcan"));
            }
            LinkEvent gone =
                    await(monitor, event -> event instanceof LinkEvent.Gone).getLast();
            assertThat(((LinkEvent.Gone) gone).link().name()).isEqualTo("can0");
        }
    }

    @Test
    void anotherNamespaceHasItsOwnMonitor() {
        try (Namespace far = Namespace.create();
                NetworkNamespace namespace = NetworkNamespace.open(far.file());
                LinkMonitor there = LinkMonitor.openIn(namespace, ROOM);
                LinkMonitor here = LinkMonitor.open(ROOM)) {
            try (Buses _ = Buses.in(far).vcan("can0")) {
                await(there, event -> event instanceof LinkEvent.Changed(Link link) && link.isUp());
            }
            await(there, event -> event instanceof LinkEvent.Gone);
            assertThat(here.read()).isEmpty();
        }
    }

    @Test
    void whatWasNotReadInTimeIsToldAsLost() {
        try (LinkMonitor monitor = LinkMonitor.open(1);
                NetlinkSocket socket = NetlinkSocket.open()) {
            Links links = new Links(socket);
            links.create(new NewLink.Vcan(LinkEnd.named("can0").withIndex(90), false));
            for (int i = 0; i < 50; i++) {
                links.up(90);
                links.down(90);
            }
            links.delete(90);
            assertThat(monitor.read()).contains(new LinkEvent.Lost());
            assertThat(monitor.read()).isEmpty();
            links.create(new NewLink.Vcan(LinkEnd.named("can0").withIndex(91), false));
            await(monitor, event -> event instanceof LinkEvent.Changed(Link link) && link.index() == 91);
            links.delete(91);
        }
    }

    /** All events up to the first that is meant. */
    private static List<LinkEvent> await(LinkMonitor monitor, Predicate<LinkEvent> meant) {
        List<LinkEvent> all = new ArrayList<>();
        Deadline deadline = Deadline.in(SOON);
        try (Epoll epoll = new Epoll(1)) {
            epoll.add(monitor.descriptor(), 0, Epoll.IN);
            while (!deadline.isOver()) {
                epoll.await(100);
                for (LinkEvent event : monitor.read()) {
                    all.add(event);
                    if (meant.test(event)) {
                        return all;
                    }
                }
            }
        }
        throw new AssertionError("not what was meant: " + all);
    }
}
