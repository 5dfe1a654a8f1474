package org.buslane.node.gatewayrules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.netlink.Gateway;
import org.buslane.linux.netlink.GatewayRule;
import org.buslane.linux.netlink.InstalledRule;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.Links;
import org.buslane.linux.netlink.NetlinkSocket;
import org.buslane.node.NodeException;

/**
 * The kernel's can-gw rules under their interfaces' names. Used by one platform thread, that of its socket. Each throws
 * NodeException with what cannot be, or what the kernel refused.
 */
public final class GatewayRules implements AutoCloseable {
    /** What cangw prints for an interface that has just gone: glibc's printf of NULL. */
    private static final String GONE = "(null)";

    private final NetlinkSocket socket;
    private final Gateway gateway;
    private final Links links;

    private GatewayRules(NetlinkSocket socket) {
        this.socket = socket;
        this.gateway = new Gateway(socket);
        this.links = new Links(socket);
    }

    /** Those of the calling thread's network namespace. */
    public static GatewayRules open() {
        return new GatewayRules(NetlinkSocket.open());
    }

    /** Everybody's, the newest first. */
    public List<ListedRule> list() {
        Map<Integer, String> names = new HashMap<>();
        links.list().forEach(link -> names.put(link.index(), link.name()));
        return gateway.list().stream()
                .map(installed -> new ListedRule(
                        new NamedRule(
                                names.getOrDefault(installed.rule().source(), GONE),
                                names.getOrDefault(installed.rule().target(), GONE),
                                installed.rule()),
                        installed,
                        OwnMark.isOn(installed.rule())))
                .toList();
    }

    /** The list as one line of JSON. */
    public String listAsJson() {
        return RulesJson.write(list());
    }

    /**
     * Adds a rule, unless it is there: a second one would forward each frame once more.
     *
     * @return whether it was added
     */
    public boolean add(NamedRule named) {
        GatewayRule rule = find(named);
        if (gateway.list().stream().anyMatch(there -> OwnMark.isSame(there.rule(), rule))) {
            return false;
        }
        attempt("add " + named, () -> gateway.add(rule));
        return true;
    }

    /**
     * Deletes one rule, of several that are the same the newest.
     *
     * @return how many of the same are left
     */
    public long delete(NamedRule named) {
        GatewayRule rule = find(named);
        List<GatewayRule> same = gateway.list().stream()
                .map(InstalledRule::rule)
                .filter(there -> OwnMark.isSame(there, rule))
                .toList();
        if (same.isEmpty()) {
            throw new NodeException("there is no rule " + named);
        }
        attempt("delete " + named, () -> gateway.delete(same.getFirst()));
        return same.size() - 1L;
    }

    /** What would make the rules those that are declared. */
    public GatewayChanges compare(GatewayDeclarations declared) {
        return declared.reconcile(links.list(), gateway.list());
    }

    /** Makes these changes. */
    public void apply(GatewayChanges changes) {
        attempt("change can-gw rules", () -> {
            changes.delete().forEach(gateway::delete);
            changes.add().forEach(gateway::add);
        });
    }

    /** Changes as lines: each rule in cangw's words behind what becomes of it. */
    public List<String> describe(GatewayChanges changes) {
        Map<Integer, String> names =
                links.list().stream().collect(Collectors.toMap(Link::index, Link::name, (one, _) -> one));
        return Stream.of(
                        changes.delete().stream().map(rule -> "delete " + named(rule, names)),
                        changes.add().stream().map(rule -> "add " + named(rule, names)),
                        changes.waiting().stream().map(rule -> "waits for its interfaces: " + rule),
                        changes.kept().stream().map(rule -> "is somebody else's already: " + rule))
                .flatMap(lines -> lines)
                .toList();
    }

    private static NamedRule named(GatewayRule rule, Map<Integer, String> names) {
        return new NamedRule(names.getOrDefault(rule.source(), GONE), names.getOrDefault(rule.target(), GONE), rule);
    }

    private GatewayRule find(NamedRule named) {
        List<Link> all = links.list();
        return named.between(index(all, named.from()), index(all, named.to()));
    }

    private static int index(List<Link> links, String name) {
        Link found = links.stream()
                .filter(link -> link.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NodeException("there is no interface " + name));
        if (!found.isCan()) {
            throw new NodeException(name + " is no CAN interface");
        }
        return found.index();
    }

    private static void attempt(String what, Runnable change) {
        try {
            change.run();
        } catch (LinuxException e) {
            if (e.is(Errno.EPERM)) {
                throw new NodeException(
                        "%s: can-gw's rules need CAP_NET_ADMIN in the first user namespace: use sudo".formatted(what),
                        e);
            }
            throw new NodeException("%s: %s".formatted(what, e.reason()), e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
