package org.buslane.lab.supply;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kernels there are, by the name a person gives them: each a Debian's own, with CAN in its modules. */
public enum Release {
    V6_1("6.1", "bookworm"),
    V6_12("6.12", "trixie");

    private final String label;
    private final String suite;

    Release(String label, String suite) {
        this.label = label;
        this.suite = suite;
    }

    /** As in {@code --kernel 6.12}. */
    public String label() {
        return label;
    }

    /** The Debian that has it. */
    public String suite() {
        return suite;
    }

    /** The one that boots faster and knows more. */
    public static Release usual() {
        return V6_12;
    }

    public static Optional<Release> of(String label) {
        return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
    }

    /** All of them, as a sentence names them. */
    public static String names() {
        return Arrays.stream(values()).map(Release::label).collect(Collectors.joining(", "));
    }
}
