/** The virtual bus: its sockets for programs. */
module org.buslane.virtual {
    requires static transitive org.jspecify;
    requires transitive org.buslane.core;
    requires org.buslane.linux;
}
