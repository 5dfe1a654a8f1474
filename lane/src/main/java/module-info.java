/** A container's own link to a bus of the kernel's: from request to plan to interfaces, rules and filters. */
module org.buslane.lane {
    requires static transitive org.jspecify;
    requires transitive org.buslane.core;
    requires transitive org.buslane.linux;

    exports org.buslane.lane;
    exports org.buslane.lane.doctor;
}
