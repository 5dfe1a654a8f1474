package org.buslane.linux.netlink;

/** What a monitor tells. It wakes who then looks: events may come late, together, or as a {@link Lost}. */
public sealed interface LinkEvent {
    /** It is there now, or is another than before. */
    record Changed(Link link) implements LinkEvent {}

    /** It is gone from the namespace, to nowhere or to another one. */
    record Gone(Link link) implements LinkEvent {}

    /** A filter or a queue of tc's was deleted there, by anybody. */
    record TrafficDeleted(int index) implements LinkEvent {}

    /** Events came faster than they were read: whatever was known of links is to be read anew. */
    record Lost() implements LinkEvent {}
}
