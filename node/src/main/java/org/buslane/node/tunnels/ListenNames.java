package org.buslane.node.tunnels;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.buslane.linux.inet.InetPlace;
import org.buslane.node.NodeException;

/** Where {@code --listen eth0,lo}, {@code --listen 192.0.2.7} or {@code --listen all} means. Pure, but for {@link #ofThisMachine}. */
record ListenNames(List<Interface> interfaces) {
    private static final String ALL = "all";

    /** One of this machine's that has addresses: those of IPv4 first, which are told first. */
    record Interface(String name, List<InetAddress> addresses) {
        Interface {
            addresses = addresses.stream()
                    .sorted(Comparator.comparing(Inet6Address.class::isInstance))
                    .toList();
        }

        /** Without the interface that the JVM says behind {@code %}. */
        private static String words(InetAddress address) {
            return address.getHostAddress().replaceAll("%.*", "");
        }

        @Override
        public String toString() {
            return name + addresses.stream().map(Interface::words).collect(Collectors.joining(", ", " (", ")"));
        }
    }

    ListenNames {
        interfaces = List.copyOf(interfaces);
    }

    /**
     * The interfaces as they are now, of IPv6 without those addresses that mean something on their own link only.
     *
     * @throws NodeException if the kernel does not tell
     */
    static ListenNames ofThisMachine() {
        try {
            return new ListenNames(NetworkInterface.networkInterfaces()
                    .map(each -> new Interface(
                            each.getName(),
                            each.inetAddresses()
                                    .filter(address ->
                                            !(address instanceof Inet6Address && address.isLinkLocalAddress()))
                                    .toList()))
                    .filter(each -> !each.addresses().isEmpty())
                    .toList());
        } catch (SocketException e) {
            throw new NodeException("the network interfaces are not to be known: " + e.getMessage(), e);
        }
    }

    /**
     * The places, each once.
     *
     * @param words interfaces, addresses and {@code all}, with commas between them
     * @throws NodeException for what is neither, naming what there is
     */
    List<InetPlace> places(String words, int port) {
        Set<InetPlace> places = new LinkedHashSet<>();
        for (String word : words.split(",", -1)) {
            addresses(word.strip()).forEach(address -> places.add(new InetPlace(address, port)));
        }
        return List.copyOf(places);
    }

    private List<InetAddress> addresses(String word) {
        if (word.equals(ALL)) {
            // That of IPv6 has IPv4 as well, and is not to be had where IPv6 is not.
            boolean hasIpv6 = interfaces.stream()
                    .flatMap(each -> each.addresses().stream())
                    .anyMatch(Inet6Address.class::isInstance);
            return List.of(InetAddress.ofLiteral(hasIpv6 ? "::" : "0.0.0.0"));
        }
        List<InetAddress> found = new ArrayList<>();
        interfaces.stream().filter(each -> each.name().equals(word)).forEach(each -> found.addAll(each.addresses()));
        if (found.isEmpty()) {
            found.add(address(word));
        }
        return found;
    }

    private InetAddress address(String word) {
        try {
            return InetAddress.ofLiteral(word.replaceAll("^\\[(.*)]$", "$1"));
        } catch (IllegalArgumentException e) {
            throw new NodeException(
                    "there is no interface '%s' with an address to listen at; there is %s: choose with --listen INTERFACE[,INTERFACE], an address or all"
                            .formatted(
                                    word,
                                    interfaces.stream().map(Interface::toString).collect(Collectors.joining(", "))),
                    e);
        }
    }
}
