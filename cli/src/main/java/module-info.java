/** The command line: parse, call, print. */
module org.buslane.cli {
    requires static org.jspecify;
    requires org.buslane.core;
    requires org.buslane.linux;
    requires org.buslane.node;
    requires info.picocli;

    opens org.buslane.cli to
            info.picocli;
}
