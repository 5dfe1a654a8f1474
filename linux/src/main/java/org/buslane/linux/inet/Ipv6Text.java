package org.buslane.linux.inet;

import java.net.Inet6Address;

/** RFC 5952 section 4: InetAddress writes every zero. */
final class Ipv6Text {
    private static final int GROUPS = 8;

    private Ipv6Text() {}

    static String of(Inet6Address address) {
        byte[] bytes = address.getAddress();
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
        }
        int gap = longestGap(groups);
        int end = gap + zerosAt(groups, gap);
        StringBuilder text = new StringBuilder();
        if (end - gap > 1) {
            join(text, groups, 0, gap).append("::");
            join(text, groups, end, GROUPS);
        } else {
            join(text, groups, 0, GROUPS);
        }
        String whole = address.getHostAddress();
        int scope = whole.indexOf('%');
        return text + (scope < 0 ? "" : whole.substring(scope));
    }

    private static StringBuilder join(StringBuilder text, int[] groups, int from, int to) {
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text;
    }

    /** Where the longest run of zeros begins, the first of equal ones. */
    private static int longestGap(int[] groups) {
        int best = 0;
        for (int i = 1; i < GROUPS; i++) {
            best = zerosAt(groups, i) > zerosAt(groups, best) ? i : best;
        }
        return best;
    }

    private static int zerosAt(int[] groups, int from) {
        int end = from;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - from;
    }
}
