/** Linux as typed Java over java.lang.foreign. */
module org.buslane.linux {
    requires static transitive org.jspecify;

    exports org.buslane.linux;
    exports org.buslane.linux.socket;
}
