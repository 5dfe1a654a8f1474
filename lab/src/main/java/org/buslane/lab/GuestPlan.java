package org.buslane.lab;

import java.util.List;
import java.util.OptionalInt;

/** What a guest's init has to do for a request, in order: pure text, see the verbs in {@code init}. */
final class GuestPlan {
    /** A frame of CAN FD: what every interface of a lab carries unless it is joined. */
    private static final int FD_MTU = 72;

    /** Of a card, which has to have one; nothing on a bus that is virtual goes by it. */
    private static final String BIT_RATE = "1000000";

    private GuestPlan() {}

    /**
     * @param root what of the host's the guest's root is made of
     * @param joins buses that are interfaces of the guest
     * @param machine what the guest runs on
     * @param output the number of the channel for what the command writes, if it takes one
     * @param screen what the command has for its input and output
     */
    static GuestScript of(
            LabRequest request, GuestRoot root, List<Join> joins, Machine machine, OptionalInt output, Screen screen) {
        GuestScript script =
                new GuestScript().folder("modules", machine.modules()).folder("tree", root.tree());
        root.visible().forEach(each -> script.folder("visible", each));
        root.shares().forEach(each -> script.folder("share", each, true));
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
}
