/** JUnit classes that run inside the lab, and what they use there. */
module org.buslane.lab.junit {
    requires static transitive org.jspecify;
    requires java.management;
    requires transitive org.junit.jupiter.api;
    requires org.junit.platform.launcher;

    exports org.buslane.lab.junit;
    exports org.buslane.lab.junit.net;
}
