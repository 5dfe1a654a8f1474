package org.buslane.lab.supply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Another process: makes a part, and is alone with the store until its input ends. */
final class Holder {
    private Holder() {}

    public static void main(String[] arguments) {
        new Store(Path.of(arguments[0]), new Recorded()).part("part", "stamp", Holder::make);
    }

    private static void make(Path part) throws IOException {
        Files.writeString(part.resolve("file"), "made by the other");
        System.out.println("alone");
        System.in.readAllBytes();
    }
}
