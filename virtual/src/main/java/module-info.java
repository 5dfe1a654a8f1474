/** The virtual bus: its sockets for programs. */
module org.buslane.virtual {
    requires static transitive org.jspecify;
    requires transitive org.buslane.core;
    requires transitive org.buslane.linux;

    exports org.buslane.virtual;
    exports org.buslane.virtual.adapter;
    exports org.buslane.virtual.client;
    exports org.buslane.virtual.ecu;
    exports org.buslane.virtual.wire;
}
