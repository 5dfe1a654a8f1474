package org.buslane.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.buslane.lab.supply.UmlKernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UmlTest {
    private static final UmlKernel KERNEL =
            new UmlKernel(Path.of("/s/a kernel/linux.uml"), Path.of("/s/lib/modules"), "6.12.1-um");

    @TempDir
    private Path place;

    @Test
    void theWholeCommandLine() {
        try (RunFolder run = RunFolder.create(List.of(place), 1)) {
            assertThat(Uml.command(KERNEL, run, 512, 2, false))
                    .containsExactly(
                            "/s/a kernel/linux.uml",
                            "mem=512M",
                            "uml_dir=" + run.path() + "/",
                            "root=/dev/root",
                            "rootfstype=hostfs",
                            "rootflags=" + run.path() + "/boot",
                            "ro",
                            "init=/init",
                            "run_folder=" + run.path(),
                            "machine=uml",
                            "screen=no",
                            "quiet",
                            "loglevel=4",
                            "lpj=20000000",
                            "initcall_blacklist=raid6_select_algo",
                            "pty.legacy_count=0",
                            "con=null",
                            "ssl=null",
                            "con0=null,fd:3",
                            "con1=null,fd:1",
                            "con2=null,fd:2",
                            "con3=fd:4,fd:4",
                            "con4=fd:5,fd:5");
            assertThat(Uml.command(KERNEL, run, 512, 1, true))
                    .contains("screen=yes", "con1=fd:0,fd:1")
                    .doesNotContain("con4=fd:5,fd:5");
        }
    }

    @Test
    void theFirstChannelIsTheFirstConsoleThatIsFree() {
        assertThat(Uml.console(0)).hasToString("/dev/tty3");
        assertThat(Uml.console(1)).hasToString("/dev/tty4");
    }
}
