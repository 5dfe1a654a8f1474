package org.buslane.lab;

import java.nio.file.Path;

/**
 * A folder of the host's that a guest has.
 *
 * @param tag by which QEMU's guest finds it
 */
record HostFolder(String tag, Path path, boolean writable) {}
