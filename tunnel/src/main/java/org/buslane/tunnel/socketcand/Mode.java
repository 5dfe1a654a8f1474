package org.buslane.tunnel.socketcand;

/** What a client has made of its connection once it has opened a bus. */
public enum Mode {
    BCM("bcmmode"),
    RAW("rawmode"),
    ISOTP("isotpmode"),
    CONTROL("controlmode");

    private final String word;

    Mode(String word) {
        this.word = word;
    }

    /** The command that switches to it. */
    public String word() {
        return word;
    }
}
