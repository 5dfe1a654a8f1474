/** A bus over IP, in the wire formats of others. */
module org.buslane.tunnel {
    requires static transitive org.jspecify;
    requires transitive org.buslane.core;
    requires transitive org.buslane.linux;
    requires java.naming;

    exports org.buslane.tunnel;
    exports org.buslane.tunnel.cannelloni;
    exports org.buslane.tunnel.bus;
    exports org.buslane.tunnel.line;
    exports org.buslane.tunnel.socketcand;
}
