package org.buslane.lab.supply;

import java.nio.file.Path;

/**
 * Debian's kernel for machines and the QEMU it runs in.
 *
 * @param launcher takes the arguments of {@code qemu-system-x86_64}. It is a script that only names QEMU's data folder
 *     and then becomes QEMU, whose own ELF header names its C library and its libraries: LD_PRELOAD works as with any
 *     program, and the script's shell sees it too
 * @param kernel for {@code -kernel}
 * @param modules the folder that holds {@code RELEASE/modules.dep}, none of its modules compressed
 * @param release as {@code uname -r} says it
 */
public record QemuKernel(Path launcher, Path kernel, Path modules, String release) {}
