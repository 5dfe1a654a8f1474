package org.buslane.runtime;

import java.util.Optional;

/**
 * A user's own places on a machine: the XDG Base Directory Specification.
 *
 * @param runtime such as {@code /run/user/1000}
 * @param data such as {@code /home/me/.local/share}
 * @param config such as {@code /home/me/.config}
 */
record User(long uid, String runtime, String data, String config) {
    private static final int NAME_UID = 2;
    private static final int HOME = 5;

    static User calling(Machine machine) {
        String home = machine.variable("HOME").orElse("/");
        return new User(
                machine.uid(),
                machine.variable("XDG_RUNTIME_DIR").orElse("/run/user/" + machine.uid()),
                machine.variable("XDG_DATA_HOME").orElse(home + "/.local/share"),
                machine.variable("XDG_CONFIG_HOME").orElse(home + "/.config"));
    }

    /** One of passwd(5). */
    static Optional<User> known(Machine machine, long uid) {
        return machine.lines("/etc/passwd").stream()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length > HOME && fields[NAME_UID].equals(Long.toString(uid)))
                .map(fields -> fields[HOME])
                .filter(home -> home.startsWith("/"))
                .map(home -> new User(uid, "/run/user/" + uid, home + "/.local/share", home + "/.config"))
                .findFirst();
    }
}
