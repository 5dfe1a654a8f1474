package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@code up --config} as root in a guest: the keeper, the agent and the gateway as people start them, each killed with
 * -9, with ten lanes and a program on a virtual bus.
 */
@ExtendWith(PlaceExtension.class)
class NodeUpTest {
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final int LANES = 10;

    private static final String SCRIPT = """
            fail() { echo "FAILED: $*"; cat up.log; $B status; exit 1; }
            await() { what=$1; shift; for i in $(seq 300); do "$@" >/dev/null 2>&1 && return; sleep 0.2; done; fail "$what"; }
            field() { $B status --json | sed "s/.*\\"$1\\":{\\"pid\\":\\([0-9]*\\).*/\\1/"; }
            for i in $(seq 10); do ip netns add c$i; done
            $B up --config node.yaml >up.log 2>&1 &
            keeper=$!
            up_in() { ip netns exec $1 ip link show can0 | grep -q LOWER_UP; }
            for i in $(seq 10); do await "lane of c$i" up_in c$i; done
            await 'the gateway' $B status --metrics
            echo "--- status"; $B status
            echo "--- users"
            for each in agent gateway; do
                echo "$each $(sed -n 's/^Uid:.\\([0-9]*\\).*/uid \\1/p; s/^CapEff:./effective /p; s/^NoNewPrivs:./no new privileges /p' /proc/$(field $each)/status | tr '\\n' ' ')"
            done
            echo "--- metrics"; $B status --metrics | grep -c '^buslane_kernel_lane_frames_total'
            index=$(ip netns exec c1 cat /sys/class/net/can0/ifindex)
            $B run -- candump -L vbus0 >seen.log 2>&1 &
            sleep 3
            agent=$(field agent); gateway=$(field gateway)
            kill -9 $agent $gateway
            other() { n=$(field $1); [ -n "$n" ] && [ "$n" != "$2" ] && [ -d /proc/$n ]; }
            await 'another agent' other agent $agent
            await 'another gateway' other gateway $gateway
            echo "--- after"; [ "$index" = "$(ip netns exec c1 cat /sys/class/net/can0/ifindex)" ] && echo "same lane"
            ip netns exec c1 cansend can0 200#01
            $B send vbus0 123#AB
            await 'the frame of the same candump' grep -q 123#AB seen.log
            echo "same socket"
            cp node.yaml good.yaml
            sed -i 's/200/2OO/' node.yaml
            kill -HUP $keeper
            await 'the refusal' grep -q 'nothing was changed: .*node.yaml:' up.log
            $B reload && fail 'a bad file was taken'
            sed '/c10/d' good.yaml >node.yaml
            echo "--- dry run"; $B reload --dry-run
            up_in c10 || fail 'a dry run took a lane away'
            echo "--- reload"; $B reload
            gone() { ! ip netns exec c10 ip link show can0; }
            await 'the end of the lane of c10' gone
            await 'lanes of others' up_in c9
            echo "--- ledger"; $B lanes | grep c1.*can0
            kill $keeper; wait $keeper; echo "exit $?"
            up_in c1 && echo "the lane stays"
            """;

    private static String node() {
        String lanes = IntStream.rangeClosed(1, LANES)
                .mapToObj(i -> "  - {netns: /run/netns/c%d, interfaces: [{name: can0, write: \"200\"}]}".formatted(i))
                .collect(Collectors.joining("\n"));
        return "buses:\n  - {name: can0, kind: kernel}\n  - vbus0\nlanes:\n" + lanes + "\n";
    }

    @Test
    void aNodeOutlivesItsProcessesAndChangesByTheDifference(Place place) {
        place.file("node.yaml", node());
        Path programs = place.checkout().program("candump").getParent();
        Finished typed = place.buslane(
                        "lab",
                        "--kernel",
                        "6.12",
                        "--memory",
                        "2048",
                        "--vcan",
                        "can0",
                        "--",
                        "sh",
                        place.file("node.sh", "B=" + place.checkout().launcher() + "\n" + SCRIPT)
                                .toString())
                .with("PATH", programs + ":" + System.getenv("PATH"))
                .within(PATIENCE)
                .finish()
                .successfully();
        Map<String, List<String>> parts = typed.parts();
        parts.getOrDefault("status", List.of()).stream()
                .filter(line -> line.startsWith("agent ") || line.startsWith("gateway "))
                .forEach(System.out::println);
        assertThat(parts.get("users"))
                .satisfiesExactly(
                        agent -> assertThat(agent).startsWith("agent uid 0 ").doesNotContain("effective 000001ff"),
                        gateway -> assertThat(gateway)
                                .startsWith("gateway uid 65527 ")
                                .contains("effective 0000000000000000", "no new privileges 1"));
        assertThat(parts.get("metrics")).containsExactly(Integer.toString(2 * LANES));
        assertThat(parts.get("after")).containsExactly("same lane", "same socket");
        assertThat(parts.get("dry run")).containsExactly("detach can0 of netns:/run/netns/c10");
        assertThat(parts.get("reload")).containsExactly("detach can0 of netns:/run/netns/c10");
        assertThat(parts.get("ledger")).first().asString().contains("netns:/run/netns/c1 ");
        assertThat(parts.get("ledger")).endsWith("exit 0", "the lane stays");
    }
}
