package org.buslane.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What depmod(8) found out about a kernel's modules: modules.dep, whose every line is a module's file and behind the
 * colon all files it needs, which modprobe loads from the last to the first; and modules.builtin, what the kernel
 * has in itself.
 */
final class ModuleOrder {
    private final Map<String, List<String>> files = new HashMap<>();
    private final Set<String> builtIn;

    ModuleOrder(String dependencies, String builtIn) {
        dependencies.lines().filter(line -> line.contains(":")).forEach(line -> {
            int colon = line.indexOf(':');
            List<String> order = new ArrayList<>();
            order.add(line.substring(0, colon));
            order.addAll(List.of(line.substring(colon + 1).split(" ")).stream()
                    .filter(each -> !each.isEmpty())
                    .toList());
            files.put(name(order.getFirst()), order.reversed());
        });
        this.builtIn = builtIn.lines().map(ModuleOrder::name).collect(Collectors.toSet());
    }

    /**
     * The files to load for these modules, each behind those it needs, relative to the kernel's folder; none for one
     * that is in the kernel.
     *
     * @throws LabException for a module this kernel does not have
     */
    List<String> of(List<String> modules) {
        Set<String> order = new LinkedHashSet<>();
        for (String module : modules) {
            List<String> needed = files.get(name(module));
            if (needed != null) {
                order.addAll(needed);
            } else if (!builtIn.contains(name(module))) {
                throw new LabException("the kernel has no module " + module);
            }
        }
        return List.copyOf(order);
    }

    /** As the kernel says it: a file's name has either kind of dash. */
    private static String name(String file) {
        String last = file.substring(file.lastIndexOf('/') + 1);
        int dot = last.indexOf(".ko");
        return (dot < 0 ? last : last.substring(0, dot)).replace('-', '_');
    }
}
