package org.buslane.lane;

import java.util.List;
import java.util.Optional;
import org.buslane.linux.netlink.Link;

/** Those of a namespace. */
interface Interfaces {
    List<Link> links();

    default Optional<Link> find(String name) {
        return links().stream().filter(link -> link.name().equals(name)).findFirst();
    }

    default boolean hasIndex(int index) {
        return links().stream().anyMatch(link -> link.index() == index);
    }
}
