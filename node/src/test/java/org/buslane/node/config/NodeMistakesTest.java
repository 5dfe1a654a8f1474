package org.buslane.node.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.buslane.node.NodeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of what a file declares for the agent; of the rest {@link ConfigMistakesTest} tells. */
class NodeMistakesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {name: can0, kind: kernel, bitrate: 500x}          | 37: buses[0].bitrate is a number of bits per second such as 500000, 500k or 2M, not '500x'
                    {name: can0, kind: kernel, bitrate: }              | 36: buses[0].bitrate is a word, not empty
                    {name: can0, kind: kernel, bitrate: 0}             | 37: buses[0].bitrate is a number of bits per second such as 500000, 500k or 2M, not '0'
                    {name: can0, kind: kernel, bitrate: 5k, sample-point: 87.5} | 55: buses[0].sample-point is a part of a bit such as 0.875, not '87.5'
                    {name: can0, kind: kernel, sample-point: 0.875}    | 42: buses[0].sample-point goes with bitrate, which is not said
                    {name: can0, kind: kernel, bitrate: 5k, dsample-point: .8} | 56: buses[0].dsample-point goes with dbitrate, which is not said
                    {name: can0, kind: kernel, dbitrate: 2M}           | 38: buses[0].dbitrate goes with bitrate, which is not said
                    {name: can0, kind: kernel, bitrate: 5k, dbitrate: 2G} | 51: buses[0].dbitrate is a number of bits per second such as 500000, 500k or 2M, not '2G'
                    {name: can0, kind: kernel, bitrate: 5k, dbitrate: 2M, dsample-point: 1} | 70: buses[0].dsample-point is a part of a bit such as 0.875, not '1'
                    {name: can0, kind: kernel, bitrate: 5k, dbitrate: 2M, fd: false} | 51: buses[0].dbitrate is for CAN FD, which 'fd: false' turns off
                    {name: can0, kind: kernel, bitrate: 5k, fd: true}  | 45: buses[0].fd goes with dbitrate beside bitrate, which is not said
                    {name: can0, kind: kernel, fd: on}                 | 32: buses[0].fd is true or false, not 'on'
                    {name: can0, kind: kernel, loopback: 1}            | 38: buses[0].loopback is true or false, not '1'
                    {name: can0, kind: kernel, restart: 100}           | 37: buses[0].restart is a time such as 100ms or 1s, or never, not '100'
                    {name: can0, kind: kernel, restart: 0ms}           | 37: buses[0].restart is a time such as 100ms or 1s, or never, not '0ms'
                    {name: can0, kind: kernel, restart: 9999999s}      | 37: buses[0].restart is a time such as 100ms or 1s, or never, not '9999999s'
                    {name: can0, kind: kernel, queue-length: many}     | 42: buses[0].queue-length is a number from 0 on, not 'many'
                    {name: can0, kind: kernel, queue-length: -1}       | 42: buses[0].queue-length is a number from 0 on, not '-1'
                    {name: can0, kind: kernel, bitrat: 500k}           | 28: buses[0].bitrat is no key; did you mean 'bitrate'?
                    {name: can0, kind: kernel, speed: 500k}            | 28: buses[0].speed is no key; there is name, kind, adapter, ecus, bitrate, sample-point, dbitrate, dsample-point, restart, queue-length, fd, listen-only, loopback, one-shot, error-reporting
                    {kind: kernel, bitrate: 500k}                      | 1: buses[0] lacks the key 'name'
                    {name: can/0, kind: kernel}                        | 8: buses[0].name is an interface's name of 1 to 15 letters, digits, '_', '-' and '.', not 'can/0'
                    {name: any, kind: kernel}                          | 8: buses[0].name cannot be 'any': to CAN programs that means every interface
                    {name: can0, kind: Kernel}                         | 20: buses[0].kind is wrong: 'Kernel' is no kind of bus; there is classic, fd, xl, kernel
                    {name: can0, kind: fd, bitrate: 500k}              | 33: buses[0].bitrate is of an interface of the kernel's, which 'kind: kernel' says
                    {name: can0, restart: 1s}                          | 23: buses[0].restart is of an interface of the kernel's, which 'kind: kernel' says
                    {name: can0, kind: kernel, ecus: [seat]}           | 34: buses[0].ecus is of a virtual bus: nobody is simulated on the kernel's
                    {name: a, ecus: [seat]}, {name: b, ecus: [seat]}   | 42: buses[1].ecus has an ECU 'seat', and bus 'a' has one of that name already
                    {name: can0}, {name: can0, kind: kernel}           | 22: buses[1].name 'can0' is the name of another bus already
                    {name: can0, kind: kernel}, can0                   | 29: buses[1] 'can0' is the name of another bus already
                    """)
    void ofABusAreSaidWithTheirPlace(String items, String sentence) {
        int column = Integer.parseInt(sentence.strip().substring(0, sentence.indexOf(':')));
        String rest = sentence.substring(sentence.indexOf(':'));
        assertMistake("buses: [" + items.strip() + "]", "f:1:" + (column + "buses: [".length()) + rest);
    }

    /** A lane of these keys, in a file with a virtual bus {@code vbus0} and a declared bus {@code can0}. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    name: a, container: seat, interfaces: [can0]   | 8: lanes[0].name is of a lane on virtual buses, and this one has 'container': leave one of them out
                    mode: 0660, label: a=b, interfaces: [can0]     | 8: lanes[0].mode is of a lane on virtual buses, and this one has 'label': leave one of them out
                    container: a, label: b, interfaces: [can0]     | 23: lanes[0].label is too much, as the lane has 'container' already: give each a lane of its own
                    netns: /a, label: b, interfaces: [can0]        | 9: lanes[0].netns is too much, as the lane has 'label' already: give each a lane of its own
                    interfaces: [can0]                             | 1: lanes[0] lacks the key 'name', or one of container, label and netns if it leads to the kernel's buses
                    name: a, interfaces: [can0]                    | 24: lanes[0].interfaces[0] names bus 'can0', which is the kernel's; a lane to an interface of the kernel's has container, label or netns in place of a name
                    name: a, interfaces: [can9]                    | 24: lanes[0].interfaces[0] names bus 'can9', which is not declared; there is vbus0
                    name: a, interfaces: [{bus: vbus0, rate: 5/s}] | 43: lanes[0].interfaces[0].rate is of a lane on the kernel's buses: a rule has its own rate, as 200@50/s, and a virtual bus its kind
                    name: a, interfaces: [{bus: vbus0, fd: false}] | 41: lanes[0].interfaces[0].fd is of a lane on the kernel's buses: a rule has its own rate, as 200@50/s, and a virtual bus its kind
                    container: a, interfaces: [vbus0]              | 29: lanes[0].interfaces[0] names bus 'vbus0', which is virtual; a lane to it has a name in place of container, label or netns, and its folder is mounted into the container
                    container: a, interfaces: [{name: can0, bus: vbus0}] | 47: lanes[0].interfaces[0].bus names bus 'vbus0', which is virtual; a lane to it has a name in place of container, label or netns, and its folder is mounted into the container
                    container: a                                   | 1: lanes[0] lacks the key 'interfaces'
                    container: a, interfaces: []                   | 28: lanes[0].interfaces is empty; a lane has at least one interface
                    container: a, interfaces: can0                 | 28: lanes[0].interfaces is a list, each item on a line that begins with '- ', not 'can0'
                    container: a, interfaces: [can0, can0]         | 35: lanes[0].interfaces[1] has the name 'can0', as lanes[0].interfaces[0] of the same container has
                    container: a, interfaces: [any]                | 29: lanes[0].interfaces[0] cannot be 'any': to CAN programs that means every interface
                    container: a, interfaces: [{bus: can0, name: any}] | 47: lanes[0].interfaces[0].name cannot be 'any': to CAN programs that means every interface
                    container: a, interfaces: [a-name-of-16-chr]   | 29: lanes[0].interfaces[0] is an interface's name of 1 to 15 letters, digits, '_', '-' and '.', not 'a-name-of-16-chr'
                    container: a, interfaces: [{bus: can0, name: ..}] | 47: lanes[0].interfaces[0].name is an interface's name of 1 to 15 letters, digits, '_', '-' and '.', not '..'
                    container: a, interfaces: [{bus: can0, rate: 0/s}] | 47: lanes[0].interfaces[0].rate is a number of frames a second from 1 to 1000000 such as 500/s, not '0/s'
                    container: a, interfaces: [{bus: can0, rate: 5/m}] | 47: lanes[0].interfaces[0].rate is a number of frames a second from 1 to 1000000 such as 500/s, not '5/m'
                    container: a, interfaces: [{bus: can0, fd: no}] | 45: lanes[0].interfaces[0].fd is true or false, not 'no'
                    container: a, interfaces: [{bus: can0, red: 1}] | 41: lanes[0].interfaces[0].red is no key; did you mean 'read'?
                    container: a, interfaces: [{bus: can0, owner: 1}] | 41: lanes[0].interfaces[0].owner is no key; there is name, bus, read, write, error-frames, rate, fd
                    containr: a, interfaces: [can0]                | 2: lanes[0].containr is no key; did you mean 'container'?
                    pid: 1, interfaces: [can0]                     | 2: lanes[0].pid is no key; there is name, mode, container, label, netns, interfaces
                    container: a b, interfaces: [can0]             | 13: lanes[0].container is wrong: no container can be called 'a b'
                    container: "lxc:a", interfaces: [can0]         | 13: lanes[0].container is wrong: before the colon in 'lxc:a' stands docker, podman, containerd or kanto
                    container: [a], interfaces: [can0]             | 13: lanes[0].container is a word, not a list
                    label: a b, interfaces: [can0]                 | 9: lanes[0].label is KEY=VALUE such as org.example.can=body, or KEY alone for any value, not 'a b'
                    label: "=body", interfaces: [can0]             | 9: lanes[0].label is KEY=VALUE such as org.example.can=body, or KEY alone for any value, not '=body'
                    netns: blue, interfaces: [can0]                | 9: lanes[0].netns is a whole path such as /run/netns/blue, not 'blue'
                    """)
    void ofALaneAreSaidWithTheirPlace(String lane, String sentence) {
        String document = "buses: [vbus0, {name: can0, kind: kernel}]\nlanes: [{" + lane.strip() + "}]";
        int column = Integer.parseInt(sentence.strip().substring(0, sentence.indexOf(':')));
        String rest = sentence.substring(sentence.indexOf(':'));
        assertMistake(document, "f:2:" + (column + "lanes: [".length()) + rest);
    }

    /** A document, with {@code ;} for a new line. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    lanes: [{container: a, interfaces: [can0]}, {container: a, interfaces: [can1, can0]}] | f:1:79: lanes[1].interfaces[1] has the name 'can0', as lanes[0].interfaces[0] of the same container has
                    lanes: [{label: a=b, interfaces: [can0]}, {label: a=b, interfaces: [can0]}]   | f:1:69: lanes[1].interfaces[0] has the name 'can0', as lanes[0].interfaces[0] of the same label has
                    lanes: [{netns: /a, interfaces: [can0]}, {netns: /b/../a, interfaces: [can0]}] | f:1:72: lanes[1].interfaces[0] has the name 'can0', as lanes[0].interfaces[0] of the same netns has
                    lanes: [{name: a, interfaces: [can0]}]       | f:1:32: lanes[0].interfaces[0] names bus 'can0', which is not declared; a lane to an interface of the kernel's has container, label or netns in place of a name
                    buses: []                                    | f:1:8: buses is empty, and nothing else is declared; a bus such as can0 is the least
                    buses: [];lanes: [];gateway: []              | f:1:8: buses is empty, and nothing else is declared; a bus such as can0 is the least
                    metrics: 9464                                | f:1:1: the file declares no bus, no lane, no tunnel and no rule of can-gw
                    agent: {at-end: keep}                        | f:1:1: the file declares no bus, no lane, no tunnel and no rule of can-gw
                    buses: [a];agent: keep                       | f:2:8: agent is a section with keys at-end, not 'keep'
                    buses: [a];agent: {at-end: stay}             | f:2:17: agent.at-end is keep or remove, not 'stay'
                    buses: [a];agent: {at_end: keep}             | f:2:9: agent.at_end is no key; did you mean 'at-end'?
                    buses: [a];metric: 9464                      | f:2:1: metric is no key; did you mean 'metrics'?
                    buses: [a];metrics: true                     | f:2:10: metrics is a port such as 9464, or an address in digits and a port such as 127.0.0.1:9464 or "[::1]:9464", not 'true'
                    buses: [a];metrics: localhost:9464           | f:2:10: metrics is a port such as 9464, or an address in digits and a port such as 127.0.0.1:9464 or "[::1]:9464", not 'localhost:9464'
                    buses: [a];metrics: 127.0.0.256:9464         | f:2:10: metrics is a port such as 9464, or an address in digits and a port such as 127.0.0.1:9464 or "[::1]:9464", not '127.0.0.256:9464'
                    buses: [a];metrics: "::1:9464"               | f:2:10: metrics is a port such as 9464, or an address in digits and a port such as 127.0.0.1:9464 or "[::1]:9464", not '::1:9464'
                    buses: [a];metrics: "[::1::2]:9464"          | f:2:10: metrics is a port such as 9464, or an address in digits and a port such as 127.0.0.1:9464 or "[::1]:9464", not '[::1::2]:9464'
                    buses: [a];metrics: 127.0.0.1                | f:2:10: metrics is a port such as 9464, or an address in digits and a port such as 127.0.0.1:9464 or "[::1]:9464", not '127.0.0.1'
                    buses: [a];metrics: 0                        | f:2:10: metrics has a port from 1 to 65535, not 0
                    buses: [a];metrics: 127.0.0.1:65536          | f:2:10: metrics has a port from 1 to 65535, not 65536
                    """)
    void ofTheRestAreSaidWithTheirPlace(String text, String sentence) {
        assertMistake(text.strip().replace(';', '\n'), sentence);
    }

    @Test
    void moreRulesThanALaneOfTheKernelsCanHaveAreRefusedWhereTheyStand() {
        // Of two neighbours never both, so that no two rules are one filter.
        String rules = IntStream.rangeClosed(0, 0x7ff)
                .filter(id -> Integer.bitCount(id) % 2 == 0)
                .mapToObj("%03X"::formatted)
                .collect(Collectors.joining(", "));
        assertThatThrownBy(() -> GatewayConfig.parseNode(
                        "f", "lanes: [{container: a, interfaces: [{bus: can0, write: [%s]}]}]".formatted(rules)))
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith("f:1:56: lanes[0].interfaces[0].write has too many rules: 1024 rules take");
    }

    private static void assertMistake(String document, String sentence) {
        assertThatThrownBy(() -> GatewayConfig.parseNode("f", document))
                .isInstanceOf(NodeException.class)
                .hasMessage(sentence);
    }
}
