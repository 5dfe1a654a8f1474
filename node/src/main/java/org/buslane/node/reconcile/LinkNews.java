package org.buslane.node.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.LinkEvent;

/**
 * What happened to interfaces, in words, for the journal: of the kernel's many events those that tell something new.
 * Owned by the agent's thread.
 */
final class LinkNews {
    private final Map<Integer, Link> known = new HashMap<>();

    /** Those that are there before anything happens. */
    void learn(List<Link> links) {
        links.forEach(link -> known.put(link.index(), link));
    }

    /** A sentence each, in the order in which it happened. */
    List<String> tell(List<LinkEvent> events) {
        List<String> news = new ArrayList<>();
        for (LinkEvent event : events) {
            switch (event) {
                case LinkEvent.Changed(Link link) ->
                    change(Optional.ofNullable(known.put(link.index(), link)), link)
                            .ifPresent(news::add);
                case LinkEvent.Gone(Link link) -> {
                    known.remove(link.index());
                    news.add(link.name() + " is gone");
                }
                case LinkEvent.TrafficDeleted(int index) ->
                    Optional.ofNullable(known.get(index))
                            .filter(Link::isCan)
                            .map(link -> "filters were deleted at " + link.name())
                            .filter(line -> !news.contains(line))
                            .ifPresent(news::add);
                case LinkEvent.Lost _ -> news.add("more happened to interfaces than could be followed");
            }
        }
        return news;
    }

    private static Optional<String> change(Optional<Link> before, Link now) {
        if (before.isEmpty()) {
            return Optional.of(now.name() + " appeared");
        }
        Link old = before.get();
        if (!old.name().equals(now.name())) {
            return Optional.of("%s is called %s now".formatted(old.name(), now.name()));
        }
        if (old.isUp() != now.isUp()) {
            return Optional.of("%s went %s".formatted(now.name(), now.isUp() ? "up" : "down"));
        }
        if (old.hasCarrier() != now.hasCarrier()) {
            return Optional.of("%s %s its carrier".formatted(now.name(), now.hasCarrier() ? "has" : "lost"));
        }
        if (old.mtu() != now.mtu() || !old.alias().equals(now.alias())) {
            return Optional.of(now.name() + " was changed");
        }
        return Optional.empty();
    }
}
