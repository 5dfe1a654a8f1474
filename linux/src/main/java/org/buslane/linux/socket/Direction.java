package org.buslane.linux.socket;

/** What shutdown ends: SHUT_RD, SHUT_WR, SHUT_RDWR of linux/net.h. */
public enum Direction {
    READING(0),
    WRITING(1),
    BOTH(2);

    final int number;

    Direction(int number) {
        this.number = number;
    }
}
