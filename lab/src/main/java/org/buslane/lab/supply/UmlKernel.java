package org.buslane.lab.supply;

import java.nio.file.Path;

/**
 * A user-mode kernel.
 *
 * @param binary runs by itself, with a C library of its own beside it
 * @param modules the folder that holds {@code RELEASE/modules.dep}: a guest's {@code /lib/modules}
 * @param release as {@code uname -r} says it
 */
public record UmlKernel(Path binary, Path modules, String release) {}
