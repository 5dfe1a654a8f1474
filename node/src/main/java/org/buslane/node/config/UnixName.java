package org.buslane.node.config;

/** {@code unix:/run/can.sock} is a path, {@code unix:@can} an abstract name. */
final class UnixName {
    static final String PREFIX = "unix:";

    /** sun_path of linux/un.h less a NUL at either end. */
    private static final int MOST = 106;

    private UnixName() {}

    /** The path, or the name without {@code @}. */
    static String read(YamlValue value) {
        String name = value.text().substring(PREFIX.length());
        boolean isAbstract = name.startsWith("@");
        boolean isFit = name.length() > 1
                && name.length() <= MOST
                && (isAbstract || name.startsWith("/"))
                && name.chars().allMatch(c -> c > ' ' && c < 0x7f)
                && !name.startsWith("@/");
        if (!isFit) {
            throw value.mistake(
                    "is unix:/PATH or unix:@NAME of at most %d characters, not '%s'".formatted(MOST, value.text()));
        }
        return isAbstract ? name.substring(1) : name;
    }
}
