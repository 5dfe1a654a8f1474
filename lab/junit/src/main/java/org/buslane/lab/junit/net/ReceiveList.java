package org.buslane.lab.junit.net;

/** A file {@code /proc/net/can/rcvlist_*}, as {@code can_print_rcvlist} of net/can/proc.c writes it. */
final class ReceiveList {
    private ReceiveList() {}

    /**
     * The filters that sockets have on a device; those that are on every device stand under {@code any}. A line is
     * device, id, mask, two pointers, matches and the protocol's name, after a headline of as many words.
     */
    static int entries(String list, String device) {
        return (int) list.lines()
                .map(line -> line.strip().split(" +", -1))
                .filter(words -> words.length == 7 && words[0].equals(device) && !words[1].equals("can_id"))
                .count();
    }
}
