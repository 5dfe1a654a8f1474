package org.buslane.linux.call;

/** What differs between the machines Buslane runs on: call numbers and the packing of one struct. */
public enum Architecture {
    X86_64,
    AARCH64;

    private static final Architecture THIS = of(System.getProperty("os.arch"));

    /** The machine of this process. */
    public static Architecture current() {
        return THIS;
    }

    static Architecture of(String name) {
        return switch (name) {
            case "amd64", "x86_64" -> X86_64;
            case "aarch64" -> AARCH64;
            default ->
                throw new UnsupportedOperationException("Buslane runs on x86-64 and aarch64; this is " + name
                        + ", whose system calls it does not know");
        };
    }
}
