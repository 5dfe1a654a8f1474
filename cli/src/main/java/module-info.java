/** The command line: parse, call, print. */
module org.buslane.cli {
    requires static org.jspecify;
    requires org.buslane.lane;
    requires org.buslane.node;
    requires org.buslane.lab;
    requires info.picocli;
}
