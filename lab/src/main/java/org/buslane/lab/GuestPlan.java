package org.buslane.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a guest's init has to do for a request, in order: pure text, see the verbs in {@code init}. */
final class GuestPlan {
    /** IFNAMSIZ-long names and a frame of CAN FD: what every interface of a lab carries unless it is joined. */
    private static final int FD_MTU = 72;

    /** Of a card, which has to have one; nothing on a bus that is virtual goes by it. */
    private static final String BIT_RATE = "1000000";

    /** What a guest has of its own, which a folder of the host's at the same place would hide. */
    private static final Set<Path> GUESTS = paths("/", "/dev", "/dev/shm", "/dev/pts", "/run");

    /** Where nothing of the host's is of use. */
    private static final Set<Path> KERNELS = paths("/proc", "/sys");

    /** Below these the guest's own root has nothing of the host's, even if it is this machine's own root. */
    private static final Set<Path> EMPTY = paths("/dev/shm", "/run");

    /** What makes a tree a tree: another machine's there would make it that machine's. */
    private static final Set<Path> TREES =
            paths("/etc", "/usr", "/usr/bin", "/usr/lib", "/usr/sbin", "/usr/share", "/var", "/var/lib");

    private GuestPlan() {}

    private static Set<Path> paths(String... paths) {
        return Stream.of(paths).map(Path::of).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a guest would be none with this folder of the host's at its place. */
    static boolean isTheGuests(Path folder) {
        return isIn(KERNELS, folder) || (GUESTS.contains(folder) && !folder.equals(Path.of("/dev/shm")));
    }

    private static boolean isIn(Set<Path> folders, Path folder) {
        return folders.stream().anyMatch(folder::startsWith);
    }

    /** Whether a tree has to be given this folder for it to be there. */
    private static boolean isMissing(Tree tree, Path folder) {
        if (GUESTS.contains(folder) || isIn(KERNELS, folder)) {
            return false;
        }
        return tree == Tree.HOST ? isIn(EMPTY, folder) : !TREES.contains(folder);
    }

    /**
     * @param tree the root's folder on the host
     * @param visible folders that must be there too, if the tree has them not
     * @param machine what the guest runs on
     * @param output the number of the channel for what the command writes, if it takes one
     * @param screen what the command has for its input and output
     */
    static GuestScript of(
            LabRequest request,
            Path tree,
            List<Path> visible,
            List<Join> joins,
            Machine machine,
            OptionalInt output,
            Screen screen) {
        GuestScript script =
                new GuestScript().folder("modules", machine.modules()).folder("tree", tree);
        List<Path> seen = Stream.concat(visible.stream(), Stream.of(request.folder()))
                .filter(each -> isMissing(request.tree(), each))
                .toList();
        outermost(seen).forEach(each -> script.folder("visible", each));
        request.shares().forEach(each -> script.folder("share", each, true));
        request.interfaces().forEach(name -> script.verb("interface", name, Integer.toString(FD_MTU)));
        for (int i = 0; i < joins.size(); i++) {
            Join join = joins.get(i);
            script.verb("interface", join.name(), Integer.toString(join.mtu()));
            script.verb("join", join.name(), machine.channel(i + 1).toString());
        }
        for (int i = 0; i < request.cards().size(); i++) {
            script.verb("card", request.cards().get(i), Integer.toString(i + 1), BIT_RATE);
        }
        String command = machine.channel(0).toString();
        return output.isEmpty()
                ? script.verb("command", command, screen.word())
                : script.verb(
                        "command",
                        command,
                        screen.word(),
                        machine.channel(output.getAsInt()).toString());
    }

    /** Without those that lie in another: mounting the outer one would hide nothing, but twice is once too often. */
    private static List<Path> outermost(List<Path> folders) {
        return folders.stream()
                .distinct()
                .filter(each -> folders.stream().noneMatch(other -> !other.equals(each) && each.startsWith(other)))
                .toList();
    }
}
