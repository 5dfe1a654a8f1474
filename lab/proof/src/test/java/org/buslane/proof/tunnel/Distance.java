package org.buslane.proof.tunnel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Two sites and the wire between them, which netem makes as bad as a test wants. */
final class Distance implements AutoCloseable {
    private static final Pattern DROPPED = Pattern.compile("Sent \\d+ bytes \\d+ pkt \\(dropped (\\d+),");

    private final Site left = new Site();
    private final Site right = new Site();

    Distance() {
        left.run("ip link add wire0 type veth peer name wire0 netns "
                + right.namespace().pid());
        up(left, 1);
        up(right, 2);
    }

    /** 10.9.0.1. */
    Site left() {
        return left;
    }

    /** 10.9.0.2. */
    Site right() {
        return right;
    }

    /** Nothing else is ever sent there: no IPv6, no question for who has an address. */
    private static void up(Site site, int number) {
        int other = 3 - number;
        String file = "/proc/sys/net/ipv6/conf/wire0/disable_ipv6";
        site.namespace().run("sh", "-c", "if [ -e %1$s ]; then echo 1 > %1$s; fi".formatted(file));
        site.run("ip link set wire0 address 02:00:00:00:00:0%d".formatted(number));
        site.run("ip address add 10.9.0.%d/24 dev wire0".formatted(number));
        site.run("ip link set wire0 up");
        site.run("ip neighbour replace 10.9.0.%d lladdr 02:00:00:00:00:0%d dev wire0 nud permanent"
                .formatted(other, other));
    }

    /** What leaves a site suffers this: {@code loss 5%}. */
    static void disturb(Site from, String how) {
        from.run("tc qdisc replace dev wire0 root netem limit 100000 " + how);
    }

    static void calm(Site from) {
        from.run("tc qdisc del dev wire0 root");
    }

    /** How many packets of a site netem has dropped: tc counts. */
    static long dropped(Site from) {
        String text = from.run("tc -s qdisc show dev wire0");
        Matcher matcher = DROPPED.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("no counts of netem in " + text);
        }
        return Long.parseLong(matcher.group(1));
    }

    @Override
    public void close() {
        left.close();
        right.close();
    }
}
