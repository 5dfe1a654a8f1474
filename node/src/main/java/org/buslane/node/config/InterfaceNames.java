package org.buslane.node.config;

/** Names of interfaces, of which most are a bus's too. */
final class InterfaceNames {
    /** What candump and its kin take for every interface at once. */
    private static final String ANY = "any";

    /** IFNAMSIZ of linux/if.h less the NUL, and what dev_valid_name() of net/core/dev.c leaves that no shell minds. */
    private static final String OF_KERNEL = "[A-Za-z0-9_.-]{1,15}";

    private InterfaceNames() {}

    /** A name that programs take for one interface. */
    static String single(YamlValue value) {
        String text = value.text();
        if (text.equals(ANY)) {
            throw value.mistake("cannot be 'any': to CAN programs that means every interface");
        }
        return text;
    }

    /** A name that an interface of the kernel's may have. */
    static String ofKernel(YamlValue value) {
        String text = single(value);
        if (!text.matches(OF_KERNEL) || text.equals(".") || text.equals("..")) {
            throw value.mistake(
                    "is an interface's name of 1 to 15 letters, digits, '_', '-' and '.', not '" + text + "'");
        }
        return text;
    }
}
