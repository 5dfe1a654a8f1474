package org.buslane.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.buslane.lab.supply.QemuKernel;
import org.junit.jupiter.api.Test;

class QemuTest {
    private static final QemuKernel KERNEL = new QemuKernel(
            Path.of("/s/qemu-system-x86_64"), Path.of("/s/vmlinuz"), Path.of("/s/modules"), "6.12.1-amd64");

    private static List<String> words(List<HostFolder> folders, int channels, boolean terminal, List<String> cards) {
        return Qemu.command(
                new Qemu.Plan(KERNEL, Path.of("/run/lab-1"), 3, 512, folders, channels, 4, terminal, cards));
    }

    private static List<String> after(String option, List<String> words) {
        return java.util.stream.IntStream.range(1, words.size())
                .filter(i -> words.get(i - 1).equals(option))
                .mapToObj(words::get)
                .toList();
    }

    @Test
    void aMachineHasWhatWasAskedFor() {
        List<String> words = words(List.of(), 0, false, List.of());

        assertThat(words).startsWith("/s/qemu-system-x86_64").contains("-nodefaults", "-no-reboot");
        assertThat(after("-smp", words)).containsExactly("3");
        assertThat(after("-m", words)).containsExactly("512M");
        assertThat(after("-kernel", words)).containsExactly("/s/vmlinuz");
        assertThat(after("-initrd", words)).containsExactly("/run/lab-1/initramfs");
        assertThat(after("-append", words).getFirst()).contains("machine=qemu").endsWith("screen=no");
    }

    @Test
    void theKernelsMessagesGoIntoAFileAndNothingElseReachesTheCaller() {
        List<String> words = words(List.of(), 0, false, List.of());

        assertThat(after("-serial", words)).containsExactly("chardev:log");
        assertThat(after("-chardev", words)).containsExactly("file,id=log,append=on,path=/run/lab-1/log");
    }

    @Test
    void aTerminalIsTheSecondSerialPort() {
        List<String> words = words(List.of(), 0, true, List.of());

        assertThat(after("-serial", words)).containsExactly("chardev:log", "chardev:terminal");
        assertThat(after("-append", words).getFirst()).endsWith("screen=yes");
    }

    @Test
    void aChannelIsADescriptorAndAPort() {
        List<String> words = words(List.of(), 2, false, List.of());

        assertThat(after("-chardev", words)).contains("socket,id=channel0,fd=4", "socket,id=channel1,fd=5");
        assertThat(after("-device", words))
                .contains(
                        "virtserialport,bus=ports.0,nr=1,chardev=channel0",
                        "virtserialport,bus=ports.0,nr=2,chardev=channel1");
        assertThat(Qemu.port(0)).hasToString("/dev/vport0p1");
    }

    @Test
    void thePortsAreTheFirstDeviceOfVirtio() {
        List<String> words = words(List.of(new HostFolder("folder0", Path.of("/"), false)), 1, true, List.of("can0"));

        assertThat(after("-device", words)).first().isEqualTo("virtio-serial-pci,id=ports");
    }

    @Test
    void onlyWhatIsSharedForWritingCanBeWritten() {
        List<String> words = words(
                List.of(
                        new HostFolder("folder0", Path.of("/"), false),
                        new HostFolder("folder1", Path.of("/home/a,b c"), true)),
                0,
                false,
                List.of());

        assertThat(after("-fsdev", words))
                .containsExactly(
                        "local,id=boot,path=/run/lab-1/boot,security_model=none,multidevs=remap,readonly=on",
                        "local,id=run,path=/run/lab-1,security_model=none,multidevs=remap,readonly=off",
                        "local,id=folder0,path=/,security_model=none,multidevs=remap,readonly=on",
                        "local,id=folder1,path=/home/a,,b c,security_model=none,multidevs=remap,readonly=off");
        assertThat(after("-device", words)).contains("virtio-9p-pci,fsdev=folder1,mount_tag=folder1");
    }

    @Test
    void aCardIsJoinedToTheInterfaceOfItsName() {
        List<String> words = words(List.of(), 0, false, List.of("can0", "body"));

        assertThat(after("-object", words))
                .containsExactly(
                        "can-bus,id=bus0",
                        "can-host-socketcan,id=host0,canbus=bus0,if=can0",
                        "can-bus,id=bus1",
                        "can-host-socketcan,id=host1,canbus=bus1,if=body");
        assertThat(after("-device", words)).contains("kvaser_pci,id=card1,canbus=bus1");
    }
}
