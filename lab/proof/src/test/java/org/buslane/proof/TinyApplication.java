package org.buslane.proof;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Says what it is, whatever it is told, and ends. Stands for Buslane where only the launcher is looked at. */
final class TinyApplication {
    private TinyApplication() {}

    static void main(String[] args) {
        System.out.println("buslane, tiny");
    }

    /** Writes it as a jar that can be run. */
    static void packInto(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, TinyApplication.class.getName());
        String entry = TinyApplication.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream bytes = TinyApplication.class.getResourceAsStream("/" + entry)) {
            if (bytes == null) {
                throw new AssertionError(entry + " is not among the tests");
            }
            out.putNextEntry(new ZipEntry(entry));
            bytes.transferTo(out);
        }
    }
}
