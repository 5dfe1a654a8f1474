package org.buslane.node.tunnels;

/** A tunnel that was typed, from its start to its end. Any thread. */
public sealed interface TypedRun extends AutoCloseable permits CannelloniRun, SocketcandRun, SocketcandClRun {
    /** Once it works: what it carries, and where it listens or whom it reaches. */
    String notice();

    /** What came of it. */
    String summary();

    @Override
    void close();
}
