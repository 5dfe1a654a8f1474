/** Linux as typed Java over java.lang.foreign. */
module org.buslane.linux {
    requires transitive org.buslane.core;
    requires static transitive org.jspecify;
    requires jdk.unsupported;

    exports org.buslane.linux;
    exports org.buslane.linux.can;
    exports org.buslane.linux.inet;
    exports org.buslane.linux.netlink;
    exports org.buslane.linux.socket;
    exports org.buslane.linux.stream;
}
