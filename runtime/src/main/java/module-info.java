/** Containers as their engines know them. */
module org.buslane.runtime {
    requires static transitive org.jspecify;
    requires transitive org.buslane.linux;
    requires tools.jackson.core;

    exports org.buslane.runtime;
}
