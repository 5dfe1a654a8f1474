package org.buslane.lane;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.buslane.linux.netlink.Link;

/**
 * What is written down at the host's end of a lane, as its alias (IFLA_IFALIAS), by which it is known to be ours, and
 * whose. The pair dies with its namespace, so while the alias can be read its namespace's number is nobody else's.
 *
 * @param namespace inode number of the network namespace of the other end
 * @param bus an interface of the host's
 * @param name of the other end
 */
public record LaneTag(long namespace, String bus, String name, String owner) {
    /** IFALIASZ of linux/if.h, in bytes with the NUL. */
    private static final int MAX_BYTES = 255;

    private static final Pattern TEXT = Pattern.compile("buslane 1 ns=([0-9]{1,18}) bus=(\\S+) name=(\\S+) owner=(.+)");

    /** What its alias says, of an interface that has one of ours, and is called as ours are. */
    public static Optional<LaneTag> of(Link link) {
        return LaneId.isOne(link.name()) ? link.alias().flatMap(LaneTag::parse) : Optional.empty();
    }

    /** What its alias says, of an interface that has one of ours, and that somebody has called otherwise. */
    static Optional<LaneTag> ofRenamed(Link link) {
        return LaneId.isOne(link.name()) ? Optional.empty() : link.alias().flatMap(LaneTag::parse);
    }

    /** The host's end, among these, of the lane that has this name in that namespace. */
    static Optional<Link> find(List<Link> host, long namespace, String name) {
        return host.stream()
                .filter(link -> of(link).filter(tag ->
                                tag.namespace() == namespace && tag.name().equals(name))
                        .isPresent())
                .findFirst();
    }

    /** Of an interface inside, which carries it for a lane that is copied, and is called what it says. */
    static Optional<LaneTag> ofInside(Link link) {
        return link.alias().flatMap(LaneTag::parse).filter(tag -> tag.name().equals(link.name()));
    }

    static Optional<LaneTag> parse(String alias) {
        Matcher found = TEXT.matcher(alias);
        return found.matches()
                ? Optional.of(
                        new LaneTag(Long.parseLong(found.group(1)), found.group(2), found.group(3), found.group(4)))
                : Optional.empty();
    }

    /** An owner that is too long for an alias is cut: the whole of it is in the lane's record. */
    public String alias() {
        String text = "buslane 1 ns=%d bus=%s name=%s owner=%s".formatted(namespace, bus, name, owner);
        int end = text.length();
        while (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            end--;
        }
        return text.substring(0, end);
    }
}
