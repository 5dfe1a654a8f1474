package org.buslane.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a guest's init has to do for a request, in order: pure text, see the verbs in {@code init}. */
final class GuestPlan {
    /** IFNAMSIZ-long names and a frame of CAN FD: what every interface of a lab carries unless it is joined. */
    private static final int FD_MTU = 72;

    private GuestPlan() {}

    /**
     * @param tree the root's folder on the host
     * @param modules the folder that holds the kernel's release
     * @param visible folders that must be there too, if the tree is not this machine's own
     * @param channel the guest's name of the n-th channel
     * @param screen what the command has for its input and output
     */
    static String of(
            LabRequest request,
            Path tree,
            Path modules,
            List<Path> visible,
            List<Join> joins,
            Channels channel,
            Screen screen) {
        GuestScript script = new GuestScript().folder("modules", modules).folder("tree", tree);
        if (request.tree() != Tree.HOST) {
            List<Path> seen = new ArrayList<>(visible);
            seen.add(request.folder());
            outermost(seen).forEach(each -> script.folder("visible", each));
        }
        request.shares().forEach(each -> script.folder("share", each));
        request.interfaces().forEach(name -> script.verb("interface", name, Integer.toString(FD_MTU)));
        for (int i = 0; i < joins.size(); i++) {
            Join join = joins.get(i);
            script.verb("interface", join.name(), Integer.toString(join.mtu()));
            script.verb("join", join.name(), channel.name(i + 1).toString());
        }
        script.verb("command", channel.name(0).toString(), screen.word());
        return script.toString();
    }

    /** Without those that lie in another: mounting the outer one would hide nothing, but twice is once too often. */
    private static List<Path> outermost(List<Path> folders) {
        return folders.stream()
                .distinct()
                .filter(each -> folders.stream().noneMatch(other -> !other.equals(each) && each.startsWith(other)))
                .toList();
    }

    /** The guest's names of the channels, 0 being the command's. */
    interface Channels {
        Path name(int channel);
    }
}
