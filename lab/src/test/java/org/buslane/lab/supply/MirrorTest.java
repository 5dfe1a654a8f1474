package org.buslane.lab.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where Debian comes from, by what apt says of its own sources. */
class MirrorTest {
    private static final List<String> DEBIAN = List.of(
            "http://mirror.example/debian/ bookworm",
            "http://mirror.example/debian/ bookworm",
            "http://mirror.example/debian/ bookworm-updates",
            "http://safe.example/debian-security/ bookworm-security");

    private static Mirror of(List<String> targets) {
        return Mirror.of(targets, Optional.empty()).orElseThrow();
    }

    @Test
    void theMachinesMirrorsServeOtherReleasesToo() {
        assertThat(of(DEBIAN).sources("trixie", Optional.of("/keys/debian.gpg")))
                .isEqualTo("""
                Types: deb
                URIs: http://mirror.example/debian/
                Suites: trixie trixie-updates
                Components: main
                Signed-By: /keys/debian.gpg

                Types: deb
                URIs: http://safe.example/debian-security/
                Suites: trixie-security
                Components: main
                Signed-By: /keys/debian.gpg
                """);
    }

    @Test
    void withoutAKeyringAptAsksAllItTrusts() {
        assertThat(of(List.of("http://mirror.example/debian stable")).sources("bookworm", Optional.empty()))
                .isEqualTo("""
                Types: deb
                URIs: http://mirror.example/debian/
                Suites: bookworm
                Components: main
                """);
    }

    @Test
    void anotherMirrorCanBeAskedFor() {
        assertThat(Mirror.of(DEBIAN, Optional.of("http://near.example/debian")))
                .contains(new Mirror(
                        "http://near.example/debian/", true, Optional.of("http://safe.example/debian-security/")));
        assertThat(Mirror.of(List.of(), Optional.of("http://near.example/debian")))
                .contains(new Mirror("http://near.example/debian/", false, Optional.empty()));
    }

    @Test
    void othersArchivesAreNotDebians() {
        assertThat(Mirror.of(
                        List.of(
                                "http://archive.example/ubuntu/ noble",
                                "http://archive.example/ubuntu/ noble-security",
                                "https://deb.example/node_20.x/ nodistro",
                                "cdrom:[Debian_13]/ trixie",
                                "E: something else",
                                ""),
                        Optional.empty()))
                .isEmpty();
    }

    @Test
    void oldSecurityArchivesHaveASlash() {
        assertThat(of(List.of("http://a.example/debian/ buster", "http://b.example/ buster/updates")))
                .isEqualTo(new Mirror("http://a.example/debian/", false, Optional.of("http://b.example/")));
    }
}
