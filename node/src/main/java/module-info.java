/** The node's processes put together: configuration, gateway, control socket. */
module org.buslane.node {
    requires static transitive org.jspecify;
    requires transitive org.buslane.core;
    requires org.buslane.linux;
    requires org.buslane.virtual;
}
