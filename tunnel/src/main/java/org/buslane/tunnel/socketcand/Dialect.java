package org.buslane.tunnel.socketcand;

/** Words for frames that the protocol has none for; none of them is in the original's main branch. */
public enum Dialect {
    /** {@code < fdframe … >} and {@code < sendfd ID LEN B… >}: its branch rawmode-canfd. */
    FDFRAME,
    /** {@code frame} and {@code send} with up to 64 bytes: its pull request 72. */
    LONG_FRAME,
    /** {@code < rtr ID TS DLC >} and {@code < sendrtr ID DLC >}: its pull request 24. */
    RTR
}
