package org.buslane.lab.supply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntConsumer;

/**
 * The machine's apt with folders, lists and package states of its own, one of each per Debian. Signatures are checked
 * as the machine checks them. Needs no privilege and changes nothing outside its folder.
 */
final class Apt {
    /** How long lists are taken for true; older ones are fetched again before packages are. */
    private static final Duration FRESH = Duration.ofHours(1);

    /** The keyring Debian itself installs, here and on its derivatives; without it apt asks all it trusts. */
    private static final List<String> KEYRINGS =
            List.of("/usr/share/keyrings/debian-archive-keyring.pgp", "/usr/share/keyrings/debian-archive-keyring.gpg");

    private final Path folder;
    private final Machine machine;
    private final Progress progress;
    private final InstantSource clock;

    Apt(Path folder, Machine machine, Progress progress, InstantSource clock) {
        this.folder = folder;
        this.machine = machine;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * Downloads a recipe's packages and all they depend on; what an interrupted call left is not fetched again.
     *
     * @return their files
     */
    List<Path> download(Recipe recipe) throws IOException {
        boolean fetched = prepare(recipe, false);
        Path debs = debs(recipe);
        Files.createDirectories(debs.resolve("partial"));
        Files.writeString(debs.resolve("status"), recipe.status());
        List<Download> all = List.of();
        for (boolean again = !fetched; ; again = false) {
            Machine.Outcome plan = plan(recipe);
            all = Download.of(plan.lines());
            long bytes = Download.bytes(all);
            Machine.Outcome done = plan;
            if (!plan.failed()) {
                needRoom(recipe, debs, bytes);
                done = fetch(recipe, bytes);
            }
            if (!done.failed() && !all.isEmpty()) {
                return all.stream().map(each -> debs.resolve(each.file())).toList();
            }
            if (!again || !AptTrouble.mayBeOldLists(done.lines())) {
                throw trouble(recipe.title(), recipe.suite(), done);
            }
            prepare(recipe, true);
        }
    }

    /** The downloaded files are of no more use. */
    void forget(Recipe recipe) throws IOException {
        Folders.remove(debs(recipe));
    }

    private Path debs(Recipe recipe) {
        return folder.resolve("debs").resolve(recipe.name());
    }

    private Path home(String suite) {
        return folder.resolve("apt").resolve(suite);
    }

    /** Fetches the lists unless they are fresh; says whether it did. */
    private boolean prepare(Recipe recipe, boolean inAnyCase) throws IOException {
        Path home = home(recipe.suite());
        if (home.toString().contains("\"")) {
            throw new SupplyException("apt cannot work in " + folder + ": its configuration has no word for a quote");
        }
        Path fetched = home.resolve("fetched");
        String sources = mirror().sources(recipe.suite(), keyring());
        if (!inAnyCase && isFresh(fetched, sources)) {
            return false;
        }
        Files.deleteIfExists(fetched);
        Files.createDirectories(home.resolve("state/lists/partial"));
        Files.createDirectories(home.resolve("cache/archives/partial"));
        Files.writeString(home.resolve("debian.sources"), sources);
        Files.writeString(home.resolve("apt.conf"), AptConfig.text(dump(), home));
        Files.writeString(home.resolve("status"), "");
        Machine.Outcome update = apt(
                recipe.suite(),
                List.of("update", "-q", "-o", "Dir::State::status=" + home.resolve("status"), "-o", "APT::Status-Fd=1"),
                percent -> progress.line(Words.lists(recipe.suite(), percent)));
        // apt-get update says 0 when a mirror failed and old lists are still there: its warnings tell.
        if (update.failed() || update.lines().stream().anyMatch(line -> line.startsWith("Err:"))) {
            throw trouble(recipe.title(), recipe.suite(), update);
        }
        Files.writeString(fetched, sources);
        Files.setLastModifiedTime(fetched, FileTime.from(clock.instant()));
        return true;
    }

    private boolean isFresh(Path fetched, String sources) throws IOException {
        return Files.exists(fetched)
                && Files.readString(fetched).equals(sources)
                && clock.instant()
                        .isBefore(Files.getLastModifiedTime(fetched).toInstant().plus(FRESH));
    }

    private Mirror mirror() {
        Machine.Outcome targets =
                machine.run(folder, List.of(aptGet(), "indextargets", "--no-release-info", "--format", Mirror.FORMAT));
        return Mirror.of(targets.lines(), machine.variable("BUSLANE_DEBIAN_MIRROR"))
                .orElseThrow(() -> new SupplyException("a lab is made of Debian packages, and this machine's apt names"
                        + " no mirror of Debian: set BUSLANE_DEBIAN_MIRROR to the address of one"));
    }

    private Optional<String> keyring() {
        Optional<String> named = machine.variable("BUSLANE_DEBIAN_KEYRING");
        if (named.isPresent() && !isReadable(named.get())) {
            throw new SupplyException("BUSLANE_DEBIAN_KEYRING names " + named.get() + ", which cannot be read");
        }
        return named.or(() -> KEYRINGS.stream().filter(Apt::isReadable).findFirst());
    }

    private static boolean isReadable(String file) {
        return Files.isReadable(Path.of(file));
    }

    private List<String> dump() {
        return machine.run(folder, List.of(machine.program("apt-config", "apt").toString(), "dump"))
                .lines();
    }

    /** Lists what there is to download into the cache of this Debian, which stays empty: apt leaves out what it has. */
    private Machine.Outcome plan(Recipe recipe) {
        return install(recipe, List.of("-qq", "--print-uris"), percent -> {});
    }

    private Machine.Outcome fetch(Recipe recipe, long bytes) {
        return install(
                recipe,
                List.of(
                        "-q",
                        "--download-only",
                        "-o",
                        "APT::Status-Fd=1",
                        "-o",
                        "Dir::Cache::archives=" + debs(recipe) + "/"),
                percent -> progress.line(Words.downloading(recipe.title(), percent, bytes)));
    }

    private Machine.Outcome install(Recipe recipe, List<String> how, IntConsumer percent) {
        List<String> arguments = new ArrayList<>(List.of("install", "-y", "--no-install-recommends"));
        arguments.addAll(how);
        arguments.addAll(List.of("-o", "Dir::State::status=" + debs(recipe).resolve("status")));
        arguments.addAll(recipe.packages());
        return apt(recipe.suite(), arguments, percent);
    }

    private Machine.Outcome apt(String suite, List<String> arguments, IntConsumer percent) {
        List<String> command = new ArrayList<>(List.of(aptGet()));
        command.addAll(arguments);
        Map<String, String> config =
                Map.of("APT_CONFIG", home(suite).resolve("apt.conf").toString());
        return machine.run(folder, command, config, line -> {
            OptionalInt known = AptStatus.percent(line);
            known.ifPresent(percent);
            return AptStatus.isStatus(line);
        });
    }

    private String aptGet() {
        return machine.program("apt-get", "apt").toString();
    }

    /** Unpacked, packages take about four times their size, and both are there for a while. */
    private static void needRoom(Recipe recipe, Path debs, long bytes) throws IOException {
        long needed = Words.megabytes(5 * bytes);
        long free = Words.megabytes(Files.getFileStore(debs).getUsableSpace());
        if (free < needed) {
            throw new SupplyException("%s needs about %d MB of disk in %s, which has %d MB left"
                    .formatted(recipe.title(), needed, debs, free));
        }
    }

    private SupplyException trouble(String wanted, String suite, Machine.Outcome outcome) {
        return new SupplyException(
                AptTrouble.sentence(wanted, suite, outcome.lines()) + " (the whole log is " + machine.log() + ")");
    }
}
