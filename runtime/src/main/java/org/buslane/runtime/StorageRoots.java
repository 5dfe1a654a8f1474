package org.buslane.runtime;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where containers/storage keeps what lasts and what ends with the machine: containers-storage.conf(5), of which only
 * two keys are read, wherever they stand in it.
 */
record StorageRoots(String graph, String run) {
    private static final Pattern SETTING =
            Pattern.compile("\\s*(graphroot|runroot)\\s*=\\s*[\"'](/[^\"'\\p{Cntrl}]+)[\"']\\s*(?:#.*)?");

    private static final StorageRoots OF_ROOT =
            new StorageRoots("/var/lib/containers/storage", "/run/containers/storage");

    static StorageRoots ofRoot(Machine machine) {
        Optional<String> told = machine.uid() == 0 ? machine.variable("CONTAINERS_STORAGE_CONF") : Optional.empty();
        return OF_ROOT.set(
                machine,
                Stream.concat(
                        told.stream(),
                        Stream.of("/etc/containers/storage.conf", "/usr/share/containers/storage.conf")));
    }

    static StorageRoots ofUser(Machine machine, User user) {
        Optional<String> told = machine.uid() == 0 ? Optional.empty() : machine.variable("CONTAINERS_STORAGE_CONF");
        return new StorageRoots(user.data() + "/containers/storage", user.runtime() + "/containers")
                .set(machine, Stream.concat(told.stream(), Stream.of(user.config() + "/containers/storage.conf")));
    }

    /** As the first file of these that is there says. */
    private StorageRoots set(Machine machine, Stream<String> files) {
        return files.flatMap(file -> BoundedFile.text(machine.at(file)).stream())
                .findFirst()
                .map(this::set)
                .orElse(this);
    }

    StorageRoots set(String text) {
        StorageRoots set = this;
        for (String line : text.lines().toList()) {
            Matcher setting = SETTING.matcher(line);
            if (setting.matches()) {
                String value = setting.group(2);
                set = setting.group(1).equals("graphroot")
                        ? new StorageRoots(value, set.run)
                        : new StorageRoots(set.graph, value);
            }
        }
        return set;
    }
}
