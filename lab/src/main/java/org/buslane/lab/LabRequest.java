package org.buslane.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.buslane.lab.supply.Release;

/**
 * What somebody wants of a lab.
 *
 * @param qemu whether the machine has to be QEMU's, not user-mode Linux
 * @param cpus of the guest; more than one is only QEMU's
 * @param memory of the guest, in MiB
 * @param folder where the command runs, absolute and without symbolic links; there inside as well
 * @param environment the command's
 * @param command a program and its arguments; none asks for a shell
 * @param interfaces the vcan interfaces that are there from the beginning
 * @param cards buses of the gateway's that the guest has a CAN card each on: only QEMU has cards
 * @param shares folders that the guest may write to for real
 * @param limit how long the command may take
 */
public record LabRequest(
        boolean qemu,
        Release release,
        Tree tree,
        int cpus,
        int memory,
        Path folder,
        Map<String, String> environment,
        List<String> command,
        List<String> interfaces,
        List<String> cards,
        List<Path> shares,
        Optional<Duration> limit) {
    /** MiB that a guest of either kind boots with. */
    public static final int LEAST_MEMORY = 128;

    /** MiB unless said otherwise. */
    public static final int USUAL_MEMORY = 1024;

    /** IFNAMSIZ without the final NUL. */
    private static final int LONGEST_NAME = 15;

    private static final int MOST_CPUS = 64;

    public LabRequest {
        environment = Map.copyOf(environment);
        command = List.copyOf(command);
        interfaces = List.copyOf(interfaces);
        cards = List.copyOf(cards);
        shares = List.copyOf(shares);
        if (cpus < 1 || cpus > MOST_CPUS) {
            throw new LabException("a lab has from 1 to %d CPUs, not %d".formatted(MOST_CPUS, cpus));
        }
        if (cpus > 1 && !qemu) {
            throw new LabException("user-mode Linux has one CPU: add --qemu for %d".formatted(cpus));
        }
        if (!cards.isEmpty() && !qemu) {
            throw new LabException("user-mode Linux has no CAN cards: add --qemu, or have a bus with --can");
        }
        if (qemu && release != Release.V6_12) {
            throw new LabException("QEMU's kernel is %s, not %s".formatted(Release.V6_12.label(), release.label()));
        }
        if (memory < LEAST_MEMORY) {
            throw new LabException("a lab needs %d MiB of memory or more, not %d".formatted(LEAST_MEMORY, memory));
        }
        requireNames(Stream.concat(interfaces.stream(), cards.stream()).toList());
    }

    /** Names of interfaces of one guest. */
    static void requireNames(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            requireName(name);
            if (!seen.add(name)) {
                throw new LabException("a lab has one interface '%s', not two".formatted(name));
            }
        }
    }

    /**
     * What the kernel takes for the name of an interface (net/core/dev.c, dev_valid_name), but for a {@code %}, which
     * stands for a number of its choice.
     */
    static void requireName(String name) {
        boolean printable = name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '/' && c != ':' && c != '%');
        if (name.isEmpty() || name.length() > LONGEST_NAME || !printable || name.equals(".") || name.equals("..")) {
            throw new LabException("'%s' is no name for an interface: 1 to %d characters without space, /, : and %%"
                    .formatted(name, LONGEST_NAME));
        }
    }
}
