package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Containers of podman, docker and containerd in one guest, found by name and reached, beside what the engines' own
 * commands say of them.
 */
@ExtendWith(PlaceExtension.class)
class FindContainersTest {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private static final String EXPECTED = "expected: ";

    private static final String SCRIPT = """
            set -e
            find="$1"; java="$2"
            find() { "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp "$find" org.buslane.proof.FindContainers "$@"; }
            ready() { tries=0; until "$@" >/dev/null 2>&1; do tries=$((tries + 1)); [ $tries -lt 300 ] || { echo "not ready: $*" >&2; exit 1; }; sleep 0.3; done; }
            network() { stat -Lc %i /proc/$1/ns/net; }
            # What is expected of the next find: TYPED CONTAINER PID
            expect() { echo "expected: $1 is $2 of pid $3 in net $(network $3) of ${4:-ours}"; }
            mkdir -p /tmp/root/bin /tmp/root/proc; cp /usr/bin/busybox /tmp/root/bin/; ln -s busybox /tmp/root/bin/sleep
            tar -C /tmp/root -cf /tmp/root.tar .
            containerd >/tmp/containerd.log 2>&1 &
            ready ctr version
            dockerd --containerd /run/containerd/containerd.sock >/tmp/dockerd.log 2>&1 &

            podman import -q /tmp/root.tar mini >&2
            podmans() { name="$1"; shift; podman run -d --name "$name" --user 1000 --cap-drop=all "$@" mini /bin/sleep 10000; }
            seat=$(podmans seat --network none --label org.example.can=body --annotation org.example.can=body)
            podmans mirror --rm --network none --label org.example.can=mirror >&2
            podmans mapped --network none --uidmap 0:100000:65536 >&2
            podmans podmanshost --network host >&2
            podmans ended --network none --annotation org.example.can=body >&2
            podman kill ended >&2
            podman wait ended >&2
            podman create --name created --network none mini /bin/sleep 10000 >&2

            ready docker version
            docker import /tmp/root.tar mini >&2
            dockers() { name="$1"; shift; docker run -d --name "$name" --user 1000 --cap-drop=all "$@" mini /bin/sleep 10000; }
            door=$(dockers door --network none --label org.example.can=body)
            dockers seat --network none --label org.example.can=roof >&2
            dockers dockershost --network host >&2
            docker create --name made --network none --label org.example.can=body mini /bin/sleep 10000 >&2

            ctrs() { id="$1"; shift; ctr "$@" --null-io --rootfs --user 1000 /tmp/root "$id" /bin/sleep 10000 >&2; }
            ctrs roof run -d --label org.example.can=body
            ctrs seat -n other run -d
            ctrs 0123abcd -n k8s.io run -d --annotation io.kubernetes.cri.container-type=container --annotation io.kubernetes.cri.container-name=service --annotation io.kubernetes.cri.sandbox-name=pod --annotation io.kubernetes.cri.sandbox-namespace=cars
            # One user's own, found by root for who came by sudo.
            echo 'me:x:1001:1001::/run/me:/bin/sh' >>/etc/passwd; echo 'me:x:1001:' >>/etc/group
            mkdir -p /run/me /run/user/1001; chown 1001:1001 /run/me /run/user/1001
            mine() { (cd /run/me; setpriv --reuid=1001 --regid=1001 --clear-groups -- env HOME=/run/me XDG_RUNTIME_DIR=/run/user/1001 "$@"); }
            mine podman --storage-driver vfs import -q /tmp/root.tar mini >&2
            mine podman --storage-driver vfs run -d --name mine --network none --cgroups=disabled --cap-drop=all mini /bin/sleep 10000 >&2

            ip netns add extra
            sh -c 'sleep 0.1 & echo $! >/tmp/zombie; exec sleep 10000' &
            ready test -s /tmp/zombie
            ready grep '^State:.Z' /proc/$(cat /tmp/zombie)/status

            ofPodman() { podman inspect -f '{{.State.Pid}}' $1; }
            ofDocker() { docker inspect -f '{{.State.Pid}}' $1; }
            ofContainerd() { ctr -n $1 task ls | awk -v id=$2 '$1 == id { print $2 }'; }
            pid=$(ofPodman seat)
            expect podman:seat podman:seat $pid; expect $seat podman:seat $pid
            short=$(printf %.12s $seat); expect $short podman:seat $pid
            expect mirror podman:mirror $(ofPodman mirror)
            expect mapped podman:mapped $(ofPodman mapped) 'uid 0'
            pid=$(ofDocker seat)
            expect docker:seat docker:seat $pid
            pid=$(ofDocker door)
            expect door docker:door $pid; expect $door docker:door $pid
            shorter=$(printf %.12s $door); expect $shorter docker:door $pid
            expect roof containerd:default/roof $(ofContainerd default roof)
            expect other/seat containerd:other/seat $(ofContainerd other seat)
            pid=$(ofContainerd k8s.io 0123abcd)
            expect service containerd:k8s.io/cars/pod/service $pid
            expect cars/pod/service containerd:k8s.io/cars/pod/service $pid
            expect 0123 containerd:k8s.io/cars/pod/service $pid
            expect mine podman:mine $(mine podman --storage-driver vfs inspect -f '{{.State.Pid}}' mine) 'uid 1001'
            echo "expected: --netns=/run/netns/extra is net $(stat -Lc %i /run/netns/extra) of ours"
            SUDO_UID=1001 find podman:seat $seat $short mirror mapped docker:seat door $door $shorter roof other/seat service cars/pod/service 0123 mine --netns=/run/netns/extra
            echo ---
            zombie=$(cat /tmp/zombie)
            find seat podmanshost dockershost ended created made nobody mine --pid=1 --pid=$zombie --pid=999999999 --netns=/run/netns/none | sed "s/$zombie/ZOMBIE/g"
            echo ---
            is() { echo "$1 of pid $2"; }
            roof=$(is containerd:default/roof $(ofContainerd default roof)); mirror=$(is podman:mirror $(ofPodman mirror))
            door=$(is docker:door $(ofDocker door)); dockerSeat=$(is docker:seat $(ofDocker seat)); podmanSeat=$(is podman:seat $(ofPodman seat))
            echo "expected: --label=org.example.can=body is $roof, $door, $podmanSeat"
            echo "expected: --label=org.example.can is $roof, $door, $dockerSeat, $podmanSeat"
            echo "expected: --label=io.kubernetes.cri.sandbox-name=pod is $(is containerd:k8s.io/cars/pod/service $(ofContainerd k8s.io 0123abcd))"
            echo "expected: --label=org.example.can=nobody is "
            find --label=org.example.can=body --label=org.example.can --label=io.kubernetes.cri.sandbox-name=pod --label=org.example.can=nobody
            # Podman's own labels, once its API listens.
            mkdir -p /run/podman; podman system service -t 0 unix:///run/podman/podman.sock >/tmp/podman.log 2>&1 &
            ready test -S /run/podman/podman.sock
            echo "expected: --label=org.example.can=mirror is $mirror"
            find --label=org.example.can=mirror
            echo ---
            docker kill door >&2; podman kill mirror >&2
            ready sh -c '! podman container exists mirror'
            ctr -n other task kill -s KILL seat >&2
            ready sh -c '! ctr -n other task ls | grep RUNNING'
            find door other/seat mirror --label=org.example.can=mirror
            echo ---
            mine "$java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -cp "$find" org.buslane.proof.FindContainers mine door --pid=1
            """;

    private final Place place;

    FindContainersTest(Place place) {
        this.place = place;
    }

    @Test
    void aContainerIsWhatItsEngineSaysItIs() {
        List<List<String>> parts = parts(inTheTree().outLines());
        assertThat(expected(parts.getFirst())).hasSize(16);
        assertThat(said(parts.getFirst())).containsExactlyElementsOf(expected(parts.getFirst()));
        String noKanto = "kanto (no /var/lib/container-management/containers)";
        String inTheHosts = "is in the host's network, and sees its interfaces as they are";
        assertThat(parts.get(1))
                .as("what cannot be had")
                .containsExactly(
                        "seat is 'seat' may be podman:seat or docker:seat or containerd:other/seat: say which",
                        "podmanshost is podman:podmanshost of pid N in HOST_NETWORK: container podman:podmanshost (pid N) "
                                + inTheHosts,
                        "dockershost is docker:dockershost of pid N in HOST_NETWORK: container docker:dockershost (pid N) "
                                + inTheHosts,
                        "ended is container podman:ended does not run",
                        "created is container podman:created does not run",
                        "made is container docker:made does not run",
                        "nobody is there is no container 'nobody': asked podman, docker, containerd; not asked "
                                + noKanto,
                        "mine is there is no container 'mine': asked podman, docker, containerd; not asked " + noKanto,
                        "--pid=1 is HOST_NETWORK: process 1 " + inTheHosts,
                        "--pid=ZOMBIE is ZOMBIE: process ZOMBIE has ended, and only waits for its parent",
                        "--pid=999999999 is GONE: process 999999999 is gone",
                        "--netns=/run/netns/none is GONE: there is no file /run/netns/none");
        assertThat(said(parts.get(2))).as("by their labels").containsExactlyElementsOf(expected(parts.get(2)));
        assertThat(expected(parts.get(2))).hasSize(5);
        assertThat(parts.get(3))
                .as("after they were killed")
                .containsExactly(
                        "door is container docker:door does not run",
                        "other/seat is container containerd:other/seat does not run",
                        "mirror is there is no container 'mirror': asked podman, docker, containerd; not asked "
                                + noKanto,
                        "--label=org.example.can=mirror is ");
        assertThat(parts.get(4).getFirst())
                .as("as an ordinary user")
                .matches("mine is podman:mine of pid N in net [0-9]+ of uid 1001");
        assertThat(parts.get(4).subList(1, parts.get(4).size()))
                .as("as an ordinary user")
                .containsExactly(
                        "door is there is no container 'door': asked podman of uid 1001; not asked podman"
                                + " (/run/containers/graph cannot be read: permission denied), docker"
                                + " (/run/docker.sock: Permission denied), containerd"
                                + " (/run/containerd/io.containerd.runtime.v2.task cannot be read: permission denied), "
                                + noKanto,
                        "--pid=1 is FORBIDDEN: process 1: open network namespace /proc/1/ns/net: EACCES (permission denied)");
    }

    private static List<String> expected(List<String> part) {
        return part.stream()
                .filter(line -> line.startsWith(EXPECTED))
                .map(line -> line.substring(EXPECTED.length()))
                .toList();
    }

    private static List<String> said(List<String> part) {
        return part.stream().filter(line -> !line.startsWith(EXPECTED)).toList();
    }

    /** What stands between lines of dashes. Pids matter where they are expected. */
    private static List<List<String>> parts(List<String> lines) {
        List<List<String>> parts = new ArrayList<>(List.of(new ArrayList<>()));
        for (String line : lines) {
            if (line.equals("---")) {
                parts.add(new ArrayList<>());
            } else {
                parts.getLast().add(line);
            }
        }
        for (List<String> part : parts) {
            if (expected(part).isEmpty()) {
                part.replaceAll(line -> line.replaceAll("\\bpid [0-9]+", "pid N"));
            }
        }
        assertThat(parts).hasSize(5);
        return parts;
    }

    /** The program that looks for them, where users without rights find it too. */
    private String classPath() {
        String name = FindContainers.class.getName().replace('.', '/') + ".class";
        Path copy = place.folder().resolve("classes").resolve(name);
        try (InputStream original = FindContainers.class.getResourceAsStream("/" + name)) {
            Files.createDirectories(copy.getParent());
            Files.copy(Objects.requireNonNull(original), copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return place.folder().resolve("classes") + File.pathSeparator
                + place.checkout().current() + "/lib/*";
    }

    private Finished inTheTree() {
        return place.buslane(
                        "lab",
                        "--tree",
                        "debian13",
                        "--memory",
                        "2048",
                        "--",
                        "sh",
                        "-c",
                        SCRIPT,
                        "sh",
                        classPath(),
                        System.getProperty("java.home") + "/bin/java")
                .within(PATIENCE)
                .finish()
                .successfully();
    }
}
