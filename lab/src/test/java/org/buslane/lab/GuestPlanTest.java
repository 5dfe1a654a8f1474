package org.buslane.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.buslane.lab.supply.UmlKernel;
import org.buslane.virtual.client.BusSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestPlanTest {
    private static final UmlMachine UML =
            new UmlMachine(new UmlKernel(Path.of("/s/linux.uml"), Path.of("/s/lib/modules"), "6.12.1-um"), 512);

    @TempDir
    private Path folder;

    private static List<String> lines(LabRequest request, GuestRoot root, List<Join> joins, Screen screen) {
        return GuestPlan.of(request, root, joins, UML, OptionalInt.empty(), screen)
                .toString()
                .lines()
                .toList();
    }

    @Test
    void aGuestOfThisMachinesOwnTreeNeedsModulesTheTreeAndItsCommand() {
        GuestRoot root = new GuestRoot(Path.of("/"), List.of(), List.of());

        assertThat(lines(Requests.usual(), root, List.of(), Screen.BATCH))
                .containsExactly(
                        "modules 'folder0' '/s/lib/modules'", "tree 'folder1' '/'", "command '/dev/tty3' 'batch'");
        assertThat(lines(Requests.usual(), root, List.of(), Screen.TERMINAL))
                .endsWith("command '/dev/tty3' 'terminal'");
        assertThat(lines(Requests.usual(), root, List.of(), Screen.SCREEN)).endsWith("command '/dev/tty3' 'screen'");
    }

    /** A share is over what is visible, and an interface is there before the command is. */
    @Test
    void theOrderIsRootFoldersInterfacesCommand() {
        GuestRoot root = new GuestRoot(
                Path.of("/s/debian13"), List.of(Path.of("/jdk"), Path.of("/it's")), List.of(Path.of("/x")));
        try (FakeLane lane = new FakeLane(folder);
                BusSocket bus = lane.client()) {
            List<Join> joins = List.of(new Join("body", 16, bus), new Join("xl", 2060, bus));

            assertThat(lines(Requests.with(1, 512, List.of("can0", "can1")), root, joins, Screen.BATCH))
                    .containsExactly(
                            "modules 'folder0' '/s/lib/modules'",
                            "tree 'folder1' '/s/debian13'",
                            "visible 'folder2' '/jdk'",
                            "visible 'folder3' '/it'\\''s'",
                            "share 'folder4' '/x'",
                            "interface 'can0' '72'",
                            "interface 'can1' '72'",
                            "interface 'body' '16'",
                            "join 'body' '/dev/tty4'",
                            "interface 'xl' '2060'",
                            "join 'xl' '/dev/tty5'",
                            "command '/dev/tty3' 'batch'");
        }
    }
}
