package org.buslane.virtual.wire;

/** {@code enum bl_op}: what a {@link Request} asks for. */
public final class Op {
    public static final int TABLE = 1;
    public static final int BIND = 2;
    public static final int SETOPT = 3;
    public static final int GETOPT = 4;
    public static final int ACCOUNT = 5;
    public static final int PROTOCOL = 6;
    public static final int SEND = 7;
    public static final int CONNECT = 8;
    public static final int NAME = 9;

    private Op() {}
}
