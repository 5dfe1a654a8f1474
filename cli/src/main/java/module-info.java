/** The command line: parse, call, print. */
module org.buslane.cli {
    requires static org.jspecify;
    requires org.buslane.core;
    requires org.buslane.linux;
    requires org.buslane.node;
}
