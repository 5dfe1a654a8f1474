/** Linux as typed Java over java.lang.foreign. */
module org.buslane.linux {
    requires static transitive org.jspecify;
}
