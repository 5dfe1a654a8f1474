package org.buslane.lab;

import java.nio.file.Path;
import java.util.List;
import org.buslane.lab.supply.UmlKernel;

/**
 * User-mode Linux: it finds the host's folders by their paths, and all it needs is in the run folder.
 *
 * @param memory MiB
 */
record UmlMachine(UmlKernel kernel, int memory) implements Machine {
    @Override
    public Path modules() {
        return kernel.modules();
    }

    @Override
    public Path channel(int number) {
        return Uml.console(number);
    }

    @Override
    public boolean passesOutput() {
        return false;
    }

    @Override
    public void prepare(RunFolder run, Path busybox) {
        // Its root is a folder of the host's.
    }

    @Override
    public List<String> command(RunFolder run, List<HostFolder> folders, int channels, boolean terminal) {
        return Uml.command(kernel, run, memory, channels, terminal);
    }
}
