package org.buslane.linux.netlink;

import java.util.List;
import java.util.Optional;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;

/**
 * The rules of can-gw in the namespace that a socket is of. Used by the socket's thread. There is no way to delete all
 * of them: others have theirs there too. They need the module can-gw, and CAP_NET_ADMIN in the first user namespace.
 */
public final class Gateway {
    private static final String IS_IT_LOADED = "is the module can-gw loaded?";

    private final NetlinkSocket socket;

    public Gateway(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** Everybody's, the newest first; none without can-gw. */
    public List<InstalledRule> list() {
        return socket.list("list can-gw rules", GatewayMessages.list()).stream()
                .map(GatewayMessages::read)
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Adds a rule. A second one that is equal is another rule, which forwards each frame once more; but one with the
     * uid of a rule that is there replaces that one's modifications and checksums and changes nothing else.
     *
     * @throws LinuxException ENODEV if there is no such interface or it is not CAN, EINVAL for a hop limit above
     *     max_hops, a checksum outside the data, or a uid whose rule has other interfaces or another filter, EOPNOTSUPP
     *     without can-gw
     */
    public void add(GatewayRule rule) {
        request("add can-gw rule", rule, GatewayMessages.add(rule));
    }

    /**
     * Deletes one rule that is equal to this one, of several the newest. Where there is a uid the kernel goes by that
     * and does not compare modifications and checksums, but all the rest.
     *
     * @throws LinuxException EINVAL if there is none
     */
    public void delete(GatewayRule rule) {
        request("delete can-gw rule", rule, GatewayMessages.delete(rule));
    }

    private void request(String call, GatewayRule rule, MessageWriter message) {
        String object = "%d → %d".formatted(rule.source(), rule.target());
        try {
            socket.request(call, object, message);
        } catch (LinuxException e) {
            if (e.is(Errno.EOPNOTSUPP)) {
                throw new LinuxException(call, object, e.errno(), IS_IT_LOADED);
            }
            throw e;
        }
    }
}
