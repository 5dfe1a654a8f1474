package org.buslane.lab.supply;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * What labs are made of: fetched from Debian and built once, each part when first asked for. Everything is below one
 * folder and owned by the caller, who needs no privilege; the machine's packages stay as they are. Several threads and
 * processes may ask at once. An interrupted call leaves what it has downloaded for the next one.
 *
 * <p>Every method throws {@link SupplyException} when its part is not there and cannot be made.
 */
public final class Supplies {
    private final Store store;
    private final Machine machine;
    private final Progress progress;
    private final Packages packages;

    /**
     * @param folder where the parts are kept, made when it is first needed
     * @param environment of the caller: PATH, and from BUSLANE_DEBIAN_MIRROR and BUSLANE_DEBIAN_KEYRING where Debian is
     *     and who signs it, where the machine's apt does not know
     */
    public Supplies(Path folder, Progress progress, Map<String, String> environment) {
        this.store = new Store(folder, progress);
        this.progress = progress;
        this.machine = new Machine(environment, store.folder().resolve("log"));
        this.packages =
                new Packages(new Apt(store.folder(), machine, progress, InstantSource.system()), machine, progress);
    }

    /** A user-mode kernel: about 120 MB, 170 MB for 6.12. */
    public UmlKernel uml(Release release) {
        Recipe recipe = Uml.recipe(release);
        Path part =
                part(recipe, Uml.LAYOUT, (unfinished, place) -> Uml.make(unfinished, place, recipe, packages, tools()));
        Bound.settle(store, part, (moved, place) -> Uml.binder(tools()).bind(moved, place));
        return Uml.kernel(part);
    }

    /** QEMU for x86-64 and Debian 13's kernel for it. */
    public QemuKernel qemu() {
        Path emulator = part(
                Qemu.EMULATOR,
                Qemu.LAYOUT,
                (unfinished, place) -> Qemu.makeEmulator(unfinished, place, packages, tools()));
        Bound.settle(store, emulator, (moved, place) -> Qemu.binder(tools()).bind(moved, place));
        Path kernel =
                part(Qemu.KERNEL, Qemu.LAYOUT, (unfinished, place) -> Qemu.makeKernel(unfinished, packages, tools()));
        return Qemu.kernel(emulator, kernel);
    }

    /** A busybox that needs no library. */
    public Path busybox() {
        return tools().busybox();
    }

    /**
     * The root file system of a Debian 13 with podman, docker, containerd, can-utils, nats-server and a JRE: about 750
     * MB. All files are the caller's and none is setuid, so a guest needs no more than its caller may. User 1000 is
     * called {@code lab}.
     *
     * <p>It is meant to be the lower layer of a guest's overlay. For the engines the guest mounts proc, sysfs, devtmpfs,
     * cgroup2 on /sys/fs/cgroup, devpts on /dev/pts, a tmpfs each on /dev/shm, /run and /tmp (this one of mode 1777):
     * the engines keep their data below /run, as no overlay can be another's upper layer.
     */
    public Path debian13() {
        return Debian13.tree(part(Debian13.RECIPE, Debian13.LAYOUT, (part, place) -> Debian13.make(part, packages)));
    }

    private Tools tools() {
        return new Tools(part(Tools.RECIPE, Tools.LAYOUT, (part, place) -> Tools.make(part, packages)), machine);
    }

    /** Makes a part in a folder for the place it will be moved to. */
    private interface Maker {
        void make(Path unfinished, Path place) throws IOException;
    }

    private Path part(Recipe recipe, int layout, Maker maker) {
        return store.part(recipe.name(), recipe.stamp(layout), unfinished -> {
            needArchitecture(System.getProperty("os.arch"));
            machine.trimLog();
            try {
                maker.make(unfinished, store.folder().resolve(recipe.name()));
            } finally {
                progress.done();
            }
        });
    }

    private static void needArchitecture(String java) {
        if (!java.equals("amd64")) {
            throw new SupplyException("a lab needs an x86-64 machine, and this one's Java says " + java);
        }
    }
}
