package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.buslane.lab.junit.Lab;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Buses;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.linux.NetworkNamespace;
import org.buslane.linux.netlink.CanParameters;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.LinkEnd;
import org.buslane.linux.netlink.Links;
import org.buslane.linux.netlink.NetlinkSocket;
import org.buslane.linux.netlink.NewLink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Links as Buslane makes them, looked at with {@code ip}, and the other way round. */
@OnKernels({"6.1", "6.12"})
class LinksTest {
    private final NetlinkSocket socket = NetlinkSocket.open();
    private final Links links = new Links(socket);

    @AfterEach
    void leaveOnlyLoopback() {
        links.list().stream()
                .filter(link -> !link.name().equals("lo"))
                .forEach(link -> links.find(link.index()).ifPresent(there -> links.delete(there.index())));
        socket.close();
    }

    @Test
    void aBusIsThereWithAllThatWasSaid() {
        links.create(new NewLink.Vcan(LinkEnd.named("can0").withIndex(77).withMtu(16), true));
        Link can0 = links.find("can0").orElseThrow();
        assertThat(can0.index()).isEqualTo(77);
        assertThat(can0.kind()).contains("vcan");
        assertThat(can0.mtu()).isEqualTo(16);
        assertThat(can0.isUp()).isTrue();
        assertThat(can0.hasCarrier()).isTrue();
        assertThat(can0.isCan()).isTrue();
        assertThat(can0.alias()).isEmpty();
        assertThat(can0.peer()).isEmpty();
        assertThat(ip("can0")).contains("77: can0:", "mtu 16", "UP,LOWER_UP");
    }

    @Test
    void eachThingThatCanBeChangedIs() {
        links.create(new NewLink.Vcan(LinkEnd.named("can0"), false));
        int index = index("can0");
        links.mtu(index, 2060);
        links.alias(index, "buslane: seat-service, größer");
        links.queueLength(index, 123);
        links.rename(index, "can9");
        links.up(index);
        Link link = links.find(index).orElseThrow();
        assertThat(link.name()).isEqualTo("can9");
        assertThat(link.mtu()).isEqualTo(2060);
        assertThat(link.alias()).contains("buslane: seat-service, größer");
        assertThat(link.queueLength()).isEqualTo(123);
        assertThat(link.isUp()).isTrue();
        assertThat(ip("can9")).contains("mtu 2060", "qlen 123", "alias buslane: seat-service, größer");
        links.alias(index, "");
        links.down(index);
        assertThat(links.find("can9").orElseThrow()).satisfies(down -> {
            assertThat(down.alias()).isEmpty();
            assertThat(down.isUp()).isFalse();
        });
        links.delete(index);
        assertThat(links.find("can9")).isEmpty();
        assertThat(links.find(index)).isEmpty();
    }

    @Test
    void whatIpMadeIsReadAsItIs() {
        ipDo("link", "add", "can3", "index", "33", "mtu", "72", "type", "vcan");
        ipDo("link", "set", "can3", "alias", "somebody's");
        Link can3 = links.find("can3").orElseThrow();
        assertThat(can3.index()).isEqualTo(33);
        assertThat(can3.alias()).contains("somebody's");
        assertThat(can3.queueLength()).isEqualTo(1000);
        assertThat(links.list()).extracting(Link::name).containsExactlyInAnyOrder("lo", "can3");
    }

    /** The lane's pair: both ends have one number, the far one in a namespace that only a descriptor names. */
    @Test
    void aPairReachesIntoANamespaceWithEqualIndexes() throws IOException {
        try (Namespace far = Namespace.create();
                NetworkNamespace namespace = NetworkNamespace.open(far.file());
                NetlinkSocket there = NetlinkSocket.openIn(namespace)) {
            links.create(new NewLink.Vxcan(
                    LinkEnd.named("near").withIndex(1001).withMtu(72),
                    true,
                    LinkEnd.named("can0").withIndex(1001).withMtu(72),
                    Optional.of(namespace)));
            Links farLinks = new Links(there);
            farLinks.up(1001);
            Link near = links.find("near").orElseThrow();
            Link inside = farLinks.find("can0").orElseThrow();
            assertThat(near.kind()).contains("vxcan");
            assertThat(near.index()).isEqualTo(1001);
            assertThat(inside.index()).isEqualTo(1001);
            assertThat(near.peer()).hasValue(1001);
            assertThat(inside.peer()).hasValue(1001);
            assertThat(near.peerNamespace()).isPresent();
            assertThat(near.hasCarrier()).isTrue();
            assertThat(inside.hasCarrier()).isTrue();
            assertThat(links.find("can0")).isEmpty();
            assertThat(far.run("ip", "-o", "link", "show", "can0")).contains("1001: can0@");

            Buses.in(far).send("can0", "123#11", "124#2233");
            assertThat(links.find("near").orElseThrow().statistics())
                    .satisfies(counted -> assertThat(counted.receivedFrames()).isEqualTo(2))
                    .satisfies(counted -> assertThat(counted.receivedBytes()).isEqualTo(3));
            links.delete(1001);
            assertThat(farLinks.find("can0")).isEmpty();
        }
    }

    /** From inside, the container's end is up from the first moment, under its final name. */
    @Test
    void aPairIsMadeFromInsideUpAtOnce() {
        try (Namespace far = Namespace.create();
                NetworkNamespace namespace = NetworkNamespace.open(far.file());
                NetworkNamespace here = NetworkNamespace.current();
                NetlinkSocket there = NetlinkSocket.openIn(namespace)) {
            links.create(new NewLink.Vcan(LinkEnd.named("can0"), true));
            new Links(there)
                    .create(new NewLink.Vxcan(
                            LinkEnd.named("can0").withIndex(2000),
                            true,
                            LinkEnd.named("bl-seat").withIndex(2000),
                            Optional.of(here)));
            assertThat(new Links(there).find("can0").orElseThrow().isUp()).isTrue();
            links.up(2000);
            assertThat(links.find("bl-seat").orElseThrow().hasCarrier()).isTrue();
            assertThat(links.find("can0").orElseThrow().kind()).contains("vcan");
        }
    }

    @Test
    void aPairMayBeInOneNamespace() {
        links.create(new NewLink.Vxcan(LinkEnd.named("left"), false, LinkEnd.named("right"), Optional.empty()));
        Link left = links.find("left").orElseThrow();
        Link right = links.find("right").orElseThrow();
        assertThat(left.peer()).hasValue(right.index());
        assertThat(right.peer()).hasValue(left.index());
        assertThat(left.peerNamespace()).isEmpty();
    }

    @Test
    void aLinkMovesToAnotherNamespaceAndIsDownThere() {
        try (Namespace far = Namespace.create();
                NetworkNamespace namespace = NetworkNamespace.open(far.file());
                NetlinkSocket there = NetlinkSocket.openIn(namespace)) {
            links.create(new NewLink.Vcan(LinkEnd.named("can0").withIndex(500), true));
            links.move(500, namespace);
            assertThat(links.find("can0")).isEmpty();
            assertThat(new Links(there).find("can0").orElseThrow().isUp()).isFalse();
        }
    }

    @Test
    void whatIsTakenIsSaidAndLeavesNothing() {
        links.create(new NewLink.Vcan(LinkEnd.named("can0").withIndex(60), false));
        try (Namespace far = Namespace.create();
                NetworkNamespace namespace = NetworkNamespace.open(far.file())) {
            assertThatThrownBy(() -> links.create(new NewLink.Vcan(LinkEnd.named("can0"), false)))
                    .hasMessageStartingWith("create vcan can0: EEXIST (file exists)");
            assertThatThrownBy(() ->
                            links.create(new NewLink.Vcan(LinkEnd.named("can1").withIndex(60), false)))
                    .hasMessageMatching("create vcan can1 \\(60\\): E(BUSY|EXIST) .*");
            assertThatThrownBy(() -> links.create(new NewLink.Vxcan(
                            LinkEnd.named("can2").withIndex(61),
                            false,
                            LinkEnd.named("lo").withIndex(62),
                            Optional.of(namespace))))
                    .hasMessageStartingWith("create vxcan can2 (61) with peer lo (62) in %s: EEXIST (file exists)"
                            .formatted(far.file()));
            assertThat(far.run("ip", "-o", "link").lines()).hasSize(1);
        }
        assertThat(links.list()).extracting(Link::name).containsExactlyInAnyOrder("lo", "can0");
    }

    @Test
    void whatTheKernelRefusesIsOneSentence() {
        links.create(new NewLink.Vcan(LinkEnd.named("can0").withIndex(70), true));
        assertThatThrownBy(() -> links.mtu(70, 16))
                .hasMessageStartingWith("set MTU 16 of interface 70: EBUSY (device or resource busy)");
        links.down(70);
        assertThatThrownBy(() -> links.mtu(70, 17))
                .hasMessageStartingWith("set MTU 17 of interface 70: EINVAL (invalid argument)");
        assertThatThrownBy(() -> links.can(70, CanParameters.classic(500_000)))
                .hasMessageStartingWith("set CAN parameters of interface 70: EOPNOTSUPP (operation not supported)");
        assertThatThrownBy(() -> links.up(71)).hasMessageStartingWith("set up interface 71: ENODEV (no such device)");
        assertThatThrownBy(() -> links.delete(71)).hasMessageStartingWith("delete interface 71: ENODEV");
        assertThatThrownBy(() -> links.delete(index("lo"))).hasMessageStartingWith("delete interface 1: EOPNOTSUPP");
    }

    /** NLMSGERR_ATTR_MSG and _OFFS, linux/netlink.h. */
    @Test
    void theKernelsOwnWordsAreInTheSentence() {
        links.create(new NewLink.Vcan(LinkEnd.named("can0").withIndex(70), false));
        assertThatThrownBy(() -> links.alias(70, "x".repeat(256)))
                .hasMessage("set alias of interface 70: ERANGE (numerical result out of range): "
                        + "Attribute failed policy validation (byte 32 of the request)");
    }

    /** Since 6.2 the kernel renames what is up. */
    @Test
    void anInterfaceThatIsUpIsRenamedOrNot() {
        links.create(new NewLink.Vcan(LinkEnd.named("can0").withIndex(70), true));
        if (Lab.kernel().orElseThrow().equals("6.1")) {
            assertThatThrownBy(() -> links.rename(70, "can1"))
                    .hasMessageStartingWith("rename interface 70 to can1: EBUSY");
        } else {
            links.rename(70, "can1");
            assertThat(links.find("can1")).isPresent();
        }
    }

    @Test
    void twoHundredPairsLeaveNothing() throws IOException {
        try (Namespace far = Namespace.create();
                NetworkNamespace namespace = NetworkNamespace.open(far.file())) {
            long before = descriptors();
            for (int i = 0; i < 200; i++) {
                try (NetlinkSocket there = NetlinkSocket.openIn(namespace)) {
                    links.create(new NewLink.Vxcan(
                            LinkEnd.named("near" + i).withIndex(3000 + i),
                            false,
                            LinkEnd.named("can" + i).withIndex(3000 + i),
                            Optional.of(namespace)));
                    assertThat(new Links(there).find(3000 + i)).isPresent();
                }
            }
            assertThat(links.list()).hasSize(201);
            assertThat(links.list()).extracting(Link::peer).contains(OptionalInt.of(3199));
            for (int i = 0; i < 200; i++) {
                links.delete(3000 + i);
            }
            assertThat(far.run("ip", "-o", "link").lines()).hasSize(1);
            assertThat(descriptors()).isEqualTo(before);
        }
        assertThat(links.list()).extracting(Link::name).containsExactly("lo");
    }

    /** Sockets and namespaces: files and pipes come and go with classes and processes. */
    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.map(LinksTest::target)
                    .filter(target -> target.startsWith("socket:") || target.startsWith("net:"))
                    .count();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException _) {
            return "closed meanwhile";
        }
    }

    private int index(String name) {
        return links.find(name).orElseThrow().index();
    }

    private static String ip(String name) {
        return Namespace.here().run("ip", "-details", "-o", "link", "show", name);
    }

    private static void ipDo(String... words) {
        Namespace.here().run(Stream.concat(Stream.of("ip"), Stream.of(words)).toArray(String[]::new));
    }
}
