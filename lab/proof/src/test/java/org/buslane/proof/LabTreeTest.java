package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Debian 13 tree: container engines that start containers, as root of a guest that is nobody's root outside. */
@ExtendWith(PlaceExtension.class)
class LabTreeTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** An image of nothing but busybox. */
    private static final String IMAGE = """
            set -e
            mkdir -p /tmp/img/bin; cp /usr/bin/busybox /tmp/img/bin/; ln -s busybox /tmp/img/bin/sh
            tar -C /tmp/img -cf /tmp/img.tar .
            """;

    private final Place place;

    LabTreeTest(Place place) {
        this.place = place;
    }

    private Finished inTheTree(String script) {
        return place.buslane("lab", "--tree", "debian13", "--memory", "2048", "--", "sh", "-c", script)
                .within(PATIENCE)
                .finish();
    }

    @Test
    void podmanStartsAContainer() {
        Finished podman = inTheTree(IMAGE + """
                podman import -q /tmp/img.tar mini >&2
                podman run --rm --network none --user 1000 --cap-drop=all mini /bin/sh -c 'echo "in podman: $(id -u)"'
                """);
        assertThat(podman.successfully().out()).isEqualTo("in podman: 1000");
    }

    @Test
    void dockerStartsAContainer() {
        Finished docker = inTheTree(IMAGE + """
                dockerd >/tmp/dockerd.log 2>&1 &
                tries=0
                until docker version >/dev/null 2>&1; do
                    tries=$((tries + 1)); [ $tries -lt 200 ] || { cat /tmp/dockerd.log >&2; exit 1; }
                    sleep 0.3
                done
                docker import /tmp/img.tar mini >&2
                docker run --rm --network none --user 1000 --cap-drop=all mini /bin/sh -c 'echo "in docker: $(id -u)"'
                """);
        assertThat(docker.successfully().out()).isEqualTo("in docker: 1000");
    }

    @Test
    void theJdkTheCheckoutAndTheFolderAreThereAtTheirPlaces() {
        place.file("mine", "of the host\n");
        Finished seen = inTheTree(
                "cat mine; test -x '%s/bin/java'; test -x '%s'; . /etc/os-release; echo $VERSION_ID; echo x >mine"
                        .formatted(
                                System.getProperty("java.home"),
                                place.checkout().launcher()));
        assertThat(seen.successfully().outLines()).containsExactly("of the host", "13");
        assertThat(place.folder().resolve("mine")).hasContent("of the host\n");
    }
}
