/** Frames, policy, the bus and text formats: pure code, no system call. */
module org.buslane.core {
    requires static transitive org.jspecify;

    exports org.buslane.core.bcm;
    exports org.buslane.core.bus;
    exports org.buslane.core.frame;
    exports org.buslane.core.isotp;
    exports org.buslane.core.policy;
    exports org.buslane.core.slcan;
    exports org.buslane.core.recording;
    exports org.buslane.core.pcapng;
    exports org.buslane.core.asc;
    exports org.buslane.core.text;
}
