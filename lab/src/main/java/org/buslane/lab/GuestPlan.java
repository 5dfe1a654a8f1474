package org.buslane.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What a guest's init has to do for a request, in order: pure text, see the verbs in {@code init}. */
final class GuestPlan {
    /** IFNAMSIZ-long names and a frame of CAN FD: what every interface of a lab carries unless it is joined. */
    private static final int FD_MTU = 72;

    /** Of a card, which has to have one; nothing on a bus that is virtual goes by it. */
    private static final String BIT_RATE = "1000000";

    private GuestPlan() {}

    /**
     * @param tree the root's folder on the host
     * @param visible folders that must be there too, if the tree is not this machine's own
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
        if (request.tree() != Tree.HOST) {
            List<Path> seen = new ArrayList<>(visible);
            seen.add(request.folder());
            outermost(seen).forEach(each -> script.folder("visible", each));
        }
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
