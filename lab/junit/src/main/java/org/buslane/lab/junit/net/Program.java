package org.buslane.lab.junit.net;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a program is: among Debian's that {@code ./buslane test} unpacked, on the PATH, or where only root looks. */
record Program(String name, String packageName) {
    private static final String FOLDERS_OF_ROOT = "/usr/local/sbin:/usr/sbin:/sbin";

    static final Program IP = new Program("ip", "iproute2");
    static final Program UNSHARE = new Program("unshare", "util-linux");
    static final Program NSENTER = new Program("nsenter", "util-linux");
    static final Program CANDUMP = new Program("candump", "can-utils");
    static final Program CANSEND = new Program("cansend", "can-utils");
    static final Program CANGW = new Program("cangw", "can-utils");

    String path() {
        return find(name)
                .orElseThrow(() ->
                        new AssertionError("needs %s and found it nowhere: install %s".formatted(name, packageName)));
    }

    /** Where the program of this name is. */
    static Optional<String> find(String name) {
        return folders()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString);
    }

    private static Stream<Path> folders() {
        Stream<Path> unpacked = Stream.ofNullable(System.getProperty("buslane.checkout"))
                .map(checkout -> Path.of(checkout, "build/debian/usr/bin").toAbsolutePath());
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + FOLDERS_OF_ROOT;
        Stream<Path> installed = Stream.of(path.split(File.pathSeparator))
                .filter(each -> !each.isEmpty())
                .map(Path::of);
        return Stream.concat(unpacked, installed);
    }
}
