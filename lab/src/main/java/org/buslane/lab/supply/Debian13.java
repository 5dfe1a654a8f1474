package org.buslane.lab.supply;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A Debian 13 with container engines, as a root for a lab: what it is made of and what is put right in it afterwards.
 * {@code debian13/packages} among the resources lists the packages.
 */
final class Debian13 {
    static final int LAYOUT = 4;
    static final Recipe RECIPE = recipe(resource("packages"));

    private static final String JAVA = "/usr/lib/jvm/java-25-openjdk-amd64/bin/";

    private Debian13() {}

    /** Reads the list: a name, or one left out with a dash before it; the rest of a line after # is for readers. */
    static Recipe recipe(String list) {
        List<String> words = list.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .flatMap(line -> Arrays.stream(line.split("\\s+")))
                .filter(word -> !word.isEmpty())
                .toList();
        return new Recipe(
                "debian13",
                "the Debian 13 tree",
                "trixie",
                words.stream().filter(word -> !word.startsWith("-")).toList(),
                words.stream()
                        .filter(word -> word.startsWith("-"))
                        .map(word -> word.substring(1))
                        .toList());
    }

    static void make(Path part, Packages packages) throws IOException {
        Path tree = Files.createDirectory(tree(part));
        packages.into(tree, RECIPE);
        Fixer.apply(tree, fixups());
        packages.forget(RECIPE);
    }

    static Path tree(Path part) {
        return part.resolve("tree");
    }

    static List<Fixup> fixups() {
        List<Fixup> fixups = new ArrayList<>(List.of(
                // base-files and base-passwd; 999 is the first number adduser would give to a system group
                new Fixup.Copy(
                        "usr/share/base-passwd/passwd.master", "etc/passwd", "lab:x:1000:1000::/tmp:/bin/bash\n"),
                new Fixup.Copy("usr/share/base-passwd/group.master", "etc/group", "docker:x:999:\nlab:x:1000:\n"),
                new Fixup.Copy("usr/share/libc-bin/nsswitch.conf", "etc/nsswitch.conf", ""),
                new Fixup.Copy("usr/share/base-files/profile", "etc/profile", ""),
                new Fixup.Copy("usr/share/base-files/dot.bashrc", "root/.bashrc", ""),
                // 0700 in base-files: where root owns the tree, an ordinary caller's guest could not even look for
                // files
                new Fixup.Folder("root", 0755),
                // no folder of the tree may be open to strangers on the machine: a guest mounts its own on /tmp
                new Fixup.Link("var/tmp", "/tmp"),
                new Fixup.Link("var/run", "/run"),
                new Fixup.Link("var/lock", "/run/lock"),
                new Fixup.Link("etc/mtab", "/proc/self/mounts"),
                new Fixup.Text("etc/hostname", "lab\n"),
                new Fixup.Text("etc/hosts", "127.0.0.1 localhost lab\n::1 localhost ip6-localhost\n"),
                new Fixup.Text("etc/resolv.conf", ""),
                new Fixup.Text("etc/machine-id", ""),
                new Fixup.Join("usr/share/ca-certificates/mozilla", "etc/ssl/certs/ca-certificates.crt"),
                new Fixup.Folder("etc/cdi", 0755),
                new Fixup.Text("etc/containers/containers.conf", resource("containers.conf")),
                new Fixup.Text("etc/containers/storage.conf", resource("storage.conf")),
                new Fixup.Text("etc/docker/daemon.json", resource("daemon.json")),
                new Fixup.Text("etc/containerd/config.toml", resource("containerd.toml")),
                // update-alternatives; the kernel of a lab as a process has the old tables only
                new Fixup.Link("usr/bin/awk", "mawk"),
                new Fixup.Link("usr/bin/pager", "less"),
                new Fixup.Link("usr/bin/which", "which.debianutils"),
                new Fixup.Link("usr/bin/java", JAVA + "java"),
                new Fixup.Link("usr/bin/keytool", JAVA + "keytool")));
        for (String tables : List.of("iptables", "ip6tables")) {
            for (String suffix : List.of("", "-save", "-restore")) {
                fixups.add(new Fixup.Link("usr/sbin/" + tables + suffix, tables + "-legacy" + suffix));
            }
        }
        return List.copyOf(fixups);
    }

    private static String resource(String name) {
        try (InputStream stream =
                Objects.requireNonNull(Debian13.class.getResourceAsStream("debian13/" + name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
