/** A real Linux kernel with SocketCAN as an ordinary process. */
module org.buslane.lab {
    requires static transitive org.jspecify;
    requires org.buslane.core;
    requires org.buslane.linux;
    requires transitive org.buslane.virtual;

    exports org.buslane.lab;
    exports org.buslane.lab.supply;
}
