package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lab as a tool: what goes in, what comes out, what stays behind. */
@ExtendWith(PlaceExtension.class)
class LabTest {
    /** A loaded machine boots slowly; a boot that takes for ever is what this is against. */
    private static final Duration BOOT = Duration.ofSeconds(90);

    private final Place place;

    LabTest(Place place) {
        this.place = place;
    }

    private Command lab(String... words) {
        return place.buslane(Stream.concat(Stream.of("lab"), Stream.of(words)).toArray(String[]::new))
                .within(BOOT);
    }

    private Command sh(String script) {
        return lab("--", "sh", "-c", script);
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void theKernelIsTheOneThatWasAskedFor(String kernel) {
        Finished uname = lab("--kernel", kernel, "--", "uname", "-r").finish().successfully();
        assertThat(uname.out()).startsWith(kernel + ".");
        assertThat(uname.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void anOrdinaryUserBootsItAndIsRootInside(String kernel) throws IOException {
        Path supplies = ownSupplies(kernel);
        Finished id = lab("--kernel", kernel, "--", "sh", "-c", "id -u; hostname; cat /proc/sys/net/core/rmem_max")
                .with("BUSLANE_LAB_DIR", supplies.toString())
                .with("HOME", place.folder().toString())
                .as(Caller.ORDINARY)
                .finish()
                .successfully();
        assertThat(id.outLines()).startsWith("0", "lab").hasSize(3);
    }

    /** A copy that has moved, and is the caller's: a checkout that nobody else may read is no lab for others. */
    private Path ownSupplies(String kernel) throws IOException {
        Path supplies = place.folder().resolve("supplies-" + kernel);
        Files.createDirectory(supplies);
        for (String part : List.of("tools", "uml-" + kernel)) {
            place.command(
                            "cp",
                            "-r",
                            Checkout.underTest()
                                    .root()
                                    .resolve("build/lab")
                                    .resolve(part)
                                    .toString(),
                            supplies.toString())
                    .finish()
                    .successfully();
        }
        if (!Caller.ORDINARY.isWhoRunsTheTests()) {
            place.command("chown", "-R", "65534:65534", supplies.toString())
                    .finish()
                    .successfully();
        }
        return supplies;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 137, 255})
    void theExitStatusIsTheCommands(int status) {
        assertThat(sh("exit " + status).finish().status()).isEqualTo(status);
    }

    @Test
    void aCommandThatASignalEndedIsThatNumberAnd128() {
        assertThat(sh("kill -9 $$").finish().status()).isEqualTo(137);
    }

    @Test
    void outputAndErrorsAreTheCommandsAndNothingElse() {
        Finished both = sh("echo out; echo err >&2; printf 'a\\r\\nb'").finish().successfully();
        assertThat(both.out()).isEqualTo("out\na\nb");
        assertThat(both.err()).isEqualTo("err");
    }

    @Test
    void wordsFolderAndEnvironmentArriveAsTheyAre() throws IOException {
        Path odd = Files.createDirectory(place.folder().resolve("a folder, 'quoted' and $odd"));
        Finished echo = lab(
                        "--",
                        "sh",
                        "-c",
                        "pwd; printf '<%s>' \"$@\"; echo; echo \"$ODD\"",
                        "sh",
                        "",
                        "a b",
                        "'\"$x*\\",
                        "--can")
                .in(odd)
                .with("ODD", "one\ntwo = 'three' \\")
                .finish()
                .successfully();
        assertThat(echo.outLines())
                .containsExactly(odd.toString(), "<><a b><'\"$x*\\><--can>", "one", "two = 'three' \\");
    }

    @Test
    void whatIsWrittenStaysInMemory() {
        place.file("kept", "before\n");
        Finished inside = sh("echo after > kept; cat kept; touch new; rm -r /etc; ls new; ls -d /etc")
                .finish();
        assertThat(inside.outLines()).containsExactly("after", "new");
        assertThat(place.folder().resolve("kept")).hasContent("before\n");
        assertThat(place.folder().resolve("new")).doesNotExist();
        assertThat(Path.of("/etc/passwd")).exists();
    }

    @Test
    void aSharedFolderIsWrittenForReal() throws IOException {
        Path shared = Files.createDirectory(place.folder().resolve("shared with, the guest"));
        lab("--share", shared.toString(), "--", "sh", "-c", "seq 100000 > \"$1/numbers\"", "sh", shared.toString())
                .finish()
                .successfully();
        assertThat(Files.readAllLines(shared.resolve("numbers")))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 100_000)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    void aFolderIsSharedThroughALinkAndWhereTheGuestHasItsOwnFileSystem() throws IOException {
        Path real = Files.createDirectory(place.folder().resolve("real"));
        Path link = Files.createSymbolicLink(place.folder().resolve("link"), real);
        Path memory = Files.createTempDirectory(Path.of("/dev/shm"), "buslane-shared-");
        try {
            lab(
                            "--share",
                            link.toString(),
                            "--share",
                            memory.toString(),
                            "--",
                            "sh",
                            "-c",
                            "echo one > \"$1/file\"; echo two > \"$2/file\"",
                            "sh",
                            link.toString(),
                            memory.toString())
                    .finish()
                    .successfully();
            assertThat(real.resolve("file")).hasContent("one");
            assertThat(memory.resolve("file")).hasContent("two");
            Finished below = sh("pwd; cat file").in(memory).finish().successfully();
            assertThat(below.outLines()).containsExactly(memory.toString(), "two");
        } finally {
            Files.deleteIfExists(memory.resolve("file"));
            Files.delete(memory);
        }
    }

    @Test
    void theCommandHasThreeDescriptorsAndNoneIsATerminal() {
        Finished descriptors =
                sh("for n in 0 1 2; do test ! -t $n || echo $n is a terminal; done; exec ls /proc/self/fd")
                        .finish()
                        .successfully();
        assertThat(descriptors.outLines()).as("3 is that of ls").containsExactly("0", "1", "2", "3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void anOutputThatNobodyReadsEndsWhoWritesIt(String kernel) {
        String endless = "\"$1\" lab --kernel $2 -- sh -c 'while :; do echo again; done; echo deaf' | head -n 1";
        Finished head = place.command(
                        "sh", "-c", endless, "sh", place.checkout().launcher().toString(), kernel)
                .within(BOOT)
                .finish()
                .successfully();
        assertThat(head.outLines()).containsExactly("again");
        assertThat(head.err()).isEmpty();
    }

    @Test
    void outputAndErrorsInOnePipeKeepTheirOrder() {
        String both = "\"$1\" lab -- sh -c 'for i in 1 2 3 4 5 6 7 8 9; do echo o$i; echo e$i >&2; done' 2>&1";
        Finished mixed = place.command(
                        "sh", "-c", both, "sh", place.checkout().launcher().toString())
                .within(BOOT)
                .finish()
                .successfully();
        assertThat(mixed.outLines())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 9)
                        .boxed()
                        .flatMap(i -> Stream.of("o" + i, "e" + i))
                        .toList());
    }

    @Test
    void whatIsClosedOutsideIsEmptyInside() {
        String closed = "\"$1\" lab -- sh -c 'cat; echo end; exit 3' <&-";
        Finished read = place.command(
                        "sh", "-c", closed, "sh", place.checkout().launcher().toString())
                .within(BOOT)
                .finish();
        assertThat(read.outLines()).containsExactly("end");
        assertThat(read.status()).isEqualTo(3);
        String unheard = "\"$1\" lab -- sh -c 'echo out; exit 3' >&-";
        assertThat(place.command(
                                "sh",
                                "-c",
                                unheard,
                                "sh",
                                place.checkout().launcher().toString())
                        .within(BOOT)
                        .finish()
                        .status())
                .isEqualTo(3);
    }

    @Test
    void whatIsNotAsciiArrivesInALocaleWithoutIt() throws IOException {
        Path folder = Files.createDirectory(place.folder().resolve("Übung"));
        Finished echo = lab("--", "sh", "-c", "pwd; echo \"$1 $NAME $LC_ALL\"", "sh", "grün")
                .in(folder)
                .with("NAME", "größer")
                .with("LC_ALL", "C")
                .finish()
                .successfully();
        assertThat(echo.outLines()).containsExactly(folder.toString(), "grün größer C");
    }

    @Test
    void standardInputStreamsThrough() {
        try (Running running = sh("while read -r line; do echo \"got $line\"; done; echo end")
                .keepingInput()
                .start()) {
            running.type("one");
            running.awaitLines(1);
            running.type("two");
            assertThat(running.awaitLines(2)).containsExactly("got one", "got two");
            running.endInput();
            assertThat(running.finish().outLines()).containsExactly("got one", "got two", "end");
        }
    }

    @Test
    void aLargeInputArrivesWhole() {
        String lines = String.join(
                "\n", IntStream.range(0, 1_000_000).mapToObj(i -> "line " + i).toList());
        Finished sum = lab("--", "md5sum").reading(lines).finish().successfully();
        assertThat(sum.out()).startsWith(md5(lines.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anInputThatNobodyReadsHoldsNothingUp() {
        String much = "x".repeat(3_000_000);
        assertThat(sh("sleep 1000 & exit 4").reading(much).finish().status()).isEqualTo(4);
    }

    /** All values of a byte, a gigabyte of them, through a console that would gladly change line ends. */
    @Test
    void aGigabyteOfOutputArrivesUnharmed() throws IOException {
        byte[] block = new byte[1 << 20];
        for (int i = 0; i < block.length; i++) {
            block[i] = (byte) (i * 31 + (i >> 8));
        }
        Files.write(place.folder().resolve("block"), block);
        String gigabyte = "i=0; while [ $i -lt 1024 ]; do cat block; i=$((i + 1)); done";
        Finished sum = place.command(
                        "sh",
                        "-c",
                        "\"$1\" lab -- sh -c \"$2\" | md5sum",
                        "sh",
                        place.checkout().launcher().toString(),
                        gigabyte)
                .within(Duration.ofMinutes(5))
                .finish()
                .successfully();
        assertThat(sum.out()).startsWith(md5Of(block, 1024));
    }

    @ParameterizedTest
    @CsvSource({"KILL, 137", "TERM, 143"})
    void aKilledCallerLeavesNoProcess(String signal, int status) {
        try (Running running = sh("setsid sleep 1000 & echo up; sleep 1000").start()) {
            running.awaitLines(1);
            List<ProcessHandle> guest = running.descendants()
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .toList();
            assertThat(guest).isNotEmpty();
            Signal.send(signal, Long.toString(running.pid()));
            assertThat(running.finish().status()).isEqualTo(status);
            Deadline.in(Duration.ofSeconds(20))
                    .await(
                            () -> guest.stream().noneMatch(ProcessHandle::isAlive)
                                    && place.processes().isEmpty(),
                            () -> "still there: "
                                    + place.processes().stream()
                                            .map(each -> each.pid() + " "
                                                    + each.info().commandLine().orElse("?"))
                                            .toList());
        }
    }

    @Test
    void tenLabsRunAtOnce() {
        List<Running> labs = IntStream.range(0, 10)
                .mapToObj(i -> sh("cat /proc/uptime >/dev/null; exit " + (10 + i))
                        .within(Duration.ofMinutes(3))
                        .start())
                .toList();
        assertThat(labs)
                .extracting(each -> each.finish().status())
                .containsExactly(10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
    }

    @Test
    void aLimitEndsItWithAStatusOfItsOwn() {
        Finished ended = lab("--limit", "3", "--", "sleep", "1000").finish();
        assertThat(ended.status()).isEqualTo(124);
        assertThat(ended.errLines()).containsExactly("buslane: the lab was ended after 3 s, its limit");
    }

    @Test
    void thereIsWhatABusNeeds() {
        sh("""
                set -e
                ip link add vcan7 type vcan && ip link set vcan7 mtu 72 up
                ip link add vx0 type vxcan peer name vx1
                modprobe can-gw max_hops=2; modprobe can-bcm; modprobe can-j1939
                modprobe sctp; modprobe 8021q; modprobe sch_netem
                ip link add vlan0 type dummy && ip link add link vlan0 name vlan0.5 type vlan id 5
                """).finish().successfully();
    }

    @Test
    void anInterfaceIsThereBeforeTheCommand() {
        String candump = place.checkout().program("candump").toString();
        String cansend = place.checkout().program("cansend").toString();
        Finished heard = lab(
                        "--vcan",
                        "can0",
                        "--",
                        "sh",
                        "-c",
                        "\"$1\" -n 2 -L can0 & until grep -q 'can0 .* raw' /proc/net/can/rcvlist_all; do sleep 0.05; done;"
                                + " \"$2\" can0 123#1122; \"$2\" can0 18DA00F1##3AABB; wait",
                        "sh",
                        candump,
                        cansend)
                .finish()
                .successfully();
        assertThat(heard.outLines())
                .extracting(line -> line.split(" ", 3)[2])
                .containsExactly("123#1122", "18DA00F1##7AABB");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "lab --kernel 5.4 -- true | 2 | --kernel is one of 6.1, 6.12, not '5.4'",
                "lab --tree fedora -- true | 2 | --tree is host or debian13, not 'fedora'",
                "lab --cpus 2 -- true | 125 | user-mode Linux has one CPU: add --qemu for 2",
                "lab --memory lots -- true | 2 | --memory is a number from 1 on, not 'lots'",
                "lab --memory 16 -- true | 125 | a lab needs 128 MiB of memory or more, not 16",
                "lab --vcan far-too-long-a-name -- true | 125 | 'far-too-long-a-name' is no name for an interface",
                "lab --share /nonsuch -- true | 125 | cannot share /nonsuch: there is no such folder",
                "lab --share / -- true | 125 | cannot share /: a lab has its own",
                "lab --can can0 -- true | 125 | no gateway",
                "lab -- /nonsuch/program | 127 | /nonsuch/program: No such file or directory",
                "lab -- /etc/passwd | 126 | /etc/passwd: Permission denied",
            })
    void aMistakeIsOneSentence(String line, int status, String sentence) {
        Finished mistaken = place.buslane(line.split(" ")).within(BOOT).finish();
        assertThat(mistaken.status()).as(mistaken.toString()).isEqualTo(status);
        assertThat(mistaken.complaint()).contains(sentence);
    }

    @Test
    void aLabWithoutRoomForItsMemorySaysSo() {
        Finished full = lab("--memory", "99000000", "--", "true").finish();
        assertThat(full.status()).isEqualTo(125);
        assertThat(full.complaint()).contains("a lab needs 99000032 MiB free");
    }

    private static String md5(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    private static String md5Of(byte[] block, int times) {
        MessageDigest digest = digest();
        for (int i = 0; i < times; i++) {
            digest.update(block);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
