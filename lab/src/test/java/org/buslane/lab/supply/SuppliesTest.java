package org.buslane.lab.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything from the question to the part, with a Debian that is not there. */
@Timeout(120)
class SuppliesTest {
    private static final List<String> TOOLS = List.of("patchelf", "kmod", "xz-utils", "busybox-static");

    private final Recorded progress = new Recorded();
    private final Path folder;
    private final FakeDebian debian;

    SuppliesTest(@TempDir Path temporary) throws IOException {
        folder = temporary.resolve("build of a lab: one");
        debian = new FakeDebian(temporary.resolve("machine"));
    }

    private Supplies supplies() {
        return new Supplies(folder, progress, debian.environment());
    }

    private static int mode(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:mode") & 07777;
    }

    @Test
    void aKernelHasALibraryBesideItAndItsModules() {
        UmlKernel kernel = supplies().uml(Release.V6_12);
        assertThat(kernel)
                .isEqualTo(new UmlKernel(
                        folder.resolve("uml-6.12/linux.uml"), folder.resolve("uml-6.12/lib/modules"), "6.12.9"));
        assertThat(kernel.binary())
                .isExecutable()
                .hasContent(folder.resolve("uml-6.12/lib/ld-linux-x86-64.so.2") + "\n$ORIGIN/lib\n");
        assertThat(folder.resolve("uml-6.12/lib/libc.so.6")).exists();
        assertThat(kernel.modules().resolve("6.12.9/modules.dep")).hasContent("vcan.ko\n");
        assertThat(folder.resolve("uml-6.12/unpacked")).doesNotExist();
    }

    @Test
    void whatIsThereIsNotFetchedAgainAndNothingIsSaid() throws IOException {
        supplies().uml(Release.V6_12);
        int said = progress.lines().size();
        debian.mode("offline");
        assertThat(supplies().uml(Release.V6_12).release()).isEqualTo("6.12.9");
        assertThat(supplies().busybox()).hasContent("busybox");
        assertThat(progress.lines()).hasSize(said);
        assertThat(debian.fetched()).containsAll(TOOLS).hasSize(TOOLS.size() + 1);
        assertThat(folder.resolve("debs")).isEmptyDirectory();
    }

    @Test
    void eachStepIsSaid() {
        supplies().busybox();
        assertThat(progress.lines())
                .containsExactly(
                        "reading which packages Debian trixie has: 50%",
                        "downloading tools to prepare labs: 10% of 6 MB",
                        "downloading tools to prepare labs: 20% of 6 MB",
                        "downloading tools to prepare labs: 30% of 6 MB",
                        "downloading tools to prepare labs: 40% of 6 MB",
                        "unpacking tools to prepare labs: package 1 of 4",
                        "unpacking tools to prepare labs: package 2 of 4",
                        "unpacking tools to prepare labs: package 3 of 4",
                        "unpacking tools to prepare labs: package 4 of 4",
                        "putting tools to prepare labs together",
                        "-");
    }

    @Test
    void theEmulatorAndItsKernelComeTogether() {
        QemuKernel kernel = supplies().qemu();
        String release = "6.12.1+deb13-amd64";
        assertThat(kernel)
                .isEqualTo(new QemuKernel(
                        folder.resolve("qemu/qemu-system-x86_64"),
                        folder.resolve("qemu-kernel/boot/vmlinuz-" + release),
                        folder.resolve("qemu-kernel/lib/modules"),
                        release));
        assertThat(kernel.launcher()).isExecutable();
        assertThat(kernel.kernel()).exists();
        assertThat(folder.resolve("qemu/usr/bin/qemu-system-x86_64"))
                .hasContent(
                        folder.resolve("qemu/usr/lib64/ld-linux-x86-64.so.2") + "\n$ORIGIN/../lib/x86_64-linux-gnu\n");
        Path modules = kernel.modules().resolve(release).resolve("kernel");
        assertThat(modules.resolve("vcan.ko")).exists();
        assertThat(modules.resolve("vcan.ko.xz")).doesNotExist();
        assertThat(modules.resolve("drivers/gpu")).doesNotExist();
    }

    @Test
    void whatWasDownloadedBeforeAFailureIsNotFetchedAgain() throws IOException {
        debian.mode("second-fails");
        assertThatThrownBy(() -> supplies().busybox())
                .isInstanceOf(SupplyException.class)
                .hasMessage(
                        "cannot fetch tools to prepare labs: Failed to fetch http://mirror.invalid/x Connection timed"
                                + " out (the whole log is " + folder.resolve("log") + ")");
        assertThat(debian.fetched()).containsExactly("patchelf");
        assertThat(folder.resolve("tools")).doesNotExist();
        debian.mode("well");
        supplies().busybox();
        assertThat(debian.fetched()).containsExactlyElementsOf(TOOLS);
    }

    @Test
    void listsAreFetchedAgainWhenTheMirrorHasMovedOn() throws IOException {
        supplies().busybox();
        debian.mode("old-lists");
        supplies().uml(Release.V6_12);
        assertThat(debian.calls("update")).isEqualTo(2);
    }

    @Test
    void aFileThatIsGoneIsLookedForOnceMoreOnly() throws IOException {
        supplies().busybox();
        debian.mode("gone");
        assertThatThrownBy(() -> supplies().uml(Release.V6_12)).hasMessageContaining("404 Not Found");
        assertThat(debian.calls("update")).isEqualTo(2);
    }

    @Test
    void aDamagedPackageIsFetchedAgainNextTime() throws IOException {
        debian.mode("damaged");
        assertThatThrownBy(() -> supplies().busybox())
                .isInstanceOf(SupplyException.class)
                .hasMessageStartingWith("cannot unpack " + folder.resolve("debs/tools/patchelf_1_amd64.deb"));
        debian.mode("well");
        assertThat(supplies().busybox()).exists();
        assertThat(debian.fetched()).hasSize(2 * TOOLS.size());
    }

    @Test
    void mistakesOfTheMachineAreSentences() throws IOException {
        debian.mode("unknown-key");
        assertThatThrownBy(() -> supplies().busybox())
                .hasMessageStartingWith(
                        "cannot fetch tools to prepare labs: this machine's keyrings do not know the keys"
                                + " of Debian trixie: install a newer debian-archive-keyring");
        debian.mode("offline");
        assertThatThrownBy(() -> supplies().busybox())
                .hasMessageStartingWith(
                        "cannot fetch tools to prepare labs: Failed to fetch http://mirror.invalid Could"
                                + " not resolve");
        debian.mode("disk-full");
        assertThatThrownBy(() -> supplies().busybox())
                .hasMessageStartingWith("cannot fetch tools to prepare labs: the disk is full");
        assertThat(folder.resolve("tools")).doesNotExist();
    }

    @Test
    void aMachineWithoutAptIsToldWhatToInstall(@TempDir Path empty) {
        assertThatThrownBy(() -> new Supplies(folder, progress, Map.of("PATH", empty.toString())).busybox())
                .isInstanceOf(SupplyException.class)
                .hasMessageMatching(
                        "a lab is made of Debian packages, which needs [a-z-]+, and the PATH has none: install [a-z]+");
    }

    @Test
    void aKeyringThatCannotBeReadIsNamed() {
        Map<String, String> environment = new HashMap<>(debian.environment());
        environment.put("BUSLANE_DEBIAN_KEYRING", folder.resolve("none.gpg").toString());
        assertThatThrownBy(() -> new Supplies(folder, progress, environment).busybox())
                .hasMessage("BUSLANE_DEBIAN_KEYRING names " + folder.resolve("none.gpg") + ", which cannot be read");
    }

    @Test
    void theMachinesProxyAndTheAskedMirrorAreUsed() {
        Map<String, String> environment = new HashMap<>(debian.environment());
        environment.put("BUSLANE_DEBIAN_MIRROR", "http://near.invalid/debian");
        new Supplies(folder, progress, environment).busybox();
        assertThat(folder.resolve("apt/trixie/apt.conf"))
                .content()
                .contains("Acquire::http::Proxy \"http://proxy.invalid:3128\";")
                .contains("Dir::State \"" + folder.resolve("apt/trixie/state/"));
        assertThat(folder.resolve("apt/trixie/debian.sources"))
                .content()
                .contains("URIs: http://near.invalid/debian/\nSuites: trixie\n");
    }

    @Test
    void aMovedFolderIsBoundToItsNewPlaceWithoutADownload() throws IOException {
        supplies().uml(Release.V6_12);
        Path moved = folder.resolveSibling("moved");
        Files.move(folder, moved);
        debian.mode("offline");
        UmlKernel kernel = new Supplies(moved, progress, debian.environment()).uml(Release.V6_12);
        assertThat(kernel.binary()).content().startsWith(moved.resolve("uml-6.12/lib/ld-linux-x86-64.so.2") + "\n");
        assertThat(kernel.binary()).isExecutable();
    }

    @Test
    void nothingBecomesSetuidAndManualsStayOut() throws IOException {
        Path package_ = debian.packages().resolve("busybox-static");
        Files.setAttribute(package_.resolve("usr/bin/busybox"), "unix:mode", 06755);
        Files.createDirectories(package_.resolve("usr/share/man/man1"));
        Files.writeString(package_.resolve("usr/share/man/man1/busybox.1"), "");
        Path busybox = supplies().busybox();
        assertThat(mode(busybox)).isEqualTo(0755);
        assertThat(folder.resolve("tools/usr/share/man/man1/busybox.1")).doesNotExist();
    }
}
