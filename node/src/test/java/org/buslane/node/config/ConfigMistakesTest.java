package org.buslane.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.buslane.core.testkit.Gen;
import org.buslane.core.testkit.Property;
import org.buslane.node.NodeException;
import org.buslane.node.declared.NodeDeclaration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigMistakesTest {
    /** A document, with {@code ;} for a new line, and what is said about it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    bus: [can0]                          | f:1:1: bus is no key; did you mean 'buses'?
                    buses: [can0];policies: x            | f:2:1: policies is no key; there is buses, lanes, tunnels, gateway, agent, metrics
                    buses: [can0];buses: [can1]          | f:2:1: buses is there twice
                    lanes: []                            | f:1:1: the file declares no bus, no lane, no tunnel and no rule of can-gw
                    - can0                               | f:1:1: the file is a section with keys buses, lanes, tunnels, gateway, agent, metrics, not a list
                    can0                                 | f:1:1: the file is a section with keys buses, lanes, tunnels, gateway, agent, metrics, not 'can0'
                    buses: can0                          | f:1:8: buses is a list, each item on a line that begins with '- ', not 'can0'
                    buses:                               | f:1:7: buses is a list, each item on a line that begins with '- ', not empty
                    buses: []                            | f:1:8: buses is empty, and nothing else is declared; a bus such as can0 is the least
                    buses: [can0, [can1]]                | f:1:15: buses[1] is a word, not a list
                    buses: [can0, can0]                  | f:1:15: buses[1] 'can0' is the name of another bus already
                    buses: [any]                         | f:1:9: buses[0] cannot be 'any': to CAN programs that means every interface
                    buses: [{kind: fd}]                  | f:1:9: buses[0] lacks the key 'name'
                    buses: [{name: }]                    | f:1:15: buses[0].name is a word, not empty
                    buses: [{nam: can0}]                 | f:1:10: buses[0].nam is no key; did you mean 'name'?
                    buses: [{name: can0, kind: fast}]    | f:1:28: buses[0].kind is wrong: 'fast' is no kind of bus; there is classic, fd, xl, kernel
                    buses: [a-name-that-is-far-too-long] | f:1:9: buses[0] is wrong: 'a-name-that-is-far-too-long' cannot name a bus: 1 to 15 letters, digits, '_', '.' or '-', the first a letter or digit
                    buses: [{name: can0, adapter: /dev/ttyACM0}] | f:1:31: buses[0].adapter is wrong: '/dev/ttyACM0' is no adapter: it is written slcan:/dev/ttyACM0@500k or slcan:tcp:HOST:PORT@500k
                    buses: [{name: can0, adapter: "slcan:/dev/ttyACM0@501k"}] | f:1:31: buses[0].adapter is wrong: '501k' is no bit rate that slcan has: 10k, 20k, 50k, 100k, 125k, 250k, 500k, 800k, 1M, 750k, 83.3k, or btr031C for registers
                    buses: [{name: can0, kind: kernel, adapter: "slcan:/dev/ttyACM0@500k"}] | f:1:45: buses[0].adapter is of a virtual bus, and 'kind: kernel' says another
                    buses: [{name: can0, bitrate: 500k, adapter: "slcan:/dev/ttyACM0@500k"}] | f:1:31: buses[0].bitrate is of an interface of the kernel's, which 'kind: kernel' says
                    buses: [can0];lanes: {}              | f:2:8: lanes is a list, each item on a line that begins with '- ', not a section
                    buses: [can0];lanes: [a]             | f:2:9: lanes[0] is a section with keys name, mode, container, label, netns, interfaces, not 'a'
                    buses: [can0];lanes: [{name: a}]     | f:2:9: lanes[0] lacks the key 'interfaces'
                    buses: [can0];lanes: [{name: a, interfaces: []}]             | f:2:31: lanes[0].interfaces is empty; a lane has at least one interface
                    buses: [can0];lanes: [{name: a b, interfaces: [can0]}]       | f:2:16: lanes[0].name is wrong: 'a b' cannot name a lane: 1 to 15 letters, digits, '_', '.' or '-', the first a letter or digit
                    buses: [can0];lanes: [{name: a, interfaces: [can1]}]         | f:2:32: lanes[0].interfaces[0] names bus 'can1', which is not declared; there is can0
                    buses: [can0];lanes: [{name: a, interfaces: [can0, can0]}]   | f:2:38: lanes[0].interfaces[1] has the name 'can0', as another interface of this lane has
                    buses: [can0];lanes: [{name: a, interfaces: [can0, {name: b, bus: can0}]}] | f:2:38: lanes[0].interfaces[1] leads to bus 'can0', as another interface of this lane does
                    buses: [can0];lanes: [{name: a, interfaces: [{}]}]           | f:2:32: lanes[0].interfaces[0] lacks the key 'bus'
                    buses: [can0];lanes: [{name: a, interfaces: [{bus: can0, read: 12G}]}]     | f:2:50: lanes[0].interfaces[0].read has a mistake:*
                    buses: [can0];lanes: [{name: a, interfaces: [{bus: can0, write: [1, {}]}]}] | f:2:55: lanes[0].interfaces[0].write[1] is a word, not a section
                    buses: [can0];lanes: [{name: a, interfaces: [{bus: can0, error-frames: yes}]}] | f:2:58: lanes[0].interfaces[0].error-frames is true or false, not 'yes'
                    buses: [can0];lanes: [{name: a, mode: 999, interfaces: [can0]}]  | f:2:25: lanes[0].mode is 3 octal digits such as 0660, not '999'
                    buses: [can0];lanes: [{name: a, mode: 01777, interfaces: [can0]}] | f:2:25: lanes[0].mode is 3 octal digits such as 0660, not '01777'
                    buses: [can0];lanes: [{name: a, interfaces: [can0]}, {name: a, interfaces: [can0]}] | f:2:47: lanes[1].name 'a' is the name of another lane already
                    buses: [can0];gateway: can1          | f:2:10: gateway is a list, each item on a line that begins with '- ', not 'can1'
                    buses: [can0];gateway: [-s can0]     | f:2:11: gateway[0] has a mistake: to which interface? -d says it
                    buses: [can0];gateway: [[]]          | f:2:11: gateway[0] is a word, not a list
                    buses: [can0];gateway: [-s can0 -d can1 -Z]        | f:2:11: gateway[0] has a mistake: cangw has no letter -Z
                    buses: [can0];gateway: [-s a -d b -f 12]           | f:2:11: gateway[0] has a mistake: '12' is no filter: -f takes ID:MASK, or ID~MASK for all others
                    buses: [can0];gateway: [-s a -d b, {from: a, to: b}] | f:2:22: gateway[1] is there already, and would forward each frame once more
                    buses: [can0];gateway: [{from: a}]                 | f:2:11: gateway[0] lacks the key 'to'
                    buses: [can0];gateway: [{from: a, to: b, ech: true}] | f:2:28: gateway[0].ech is no key; did you mean 'echo'?
                    buses: [can0];gateway: [{from: a, to: b, echo: on}]  | f:2:34: gateway[0].echo is true or false, not 'on'
                    buses: [can0];gateway: [{from: a, to: b, hops: 0}]   | f:2:11: gateway[0] has a mistake: the hop limit of -l is a number from 1 to 255, not '0'
                    buses: [can0];gateway: [-s a -d b -m SET:I:1.0.0000000000000000 -u 5] | f:2:11: gateway[0] has a mistake: a declared rule has no uid of its own (-u): by its uid Buslane knows it again
                    buses: [can0                         | f:1:13:*
                    buses: *nothing                      | f:1:8:*
                    buses: [can0];---;buses: [can1]      | f:2:1:*
                    """)
    void isSaidInOneSentenceWithItsPlace(String text, String sentence) {
        String document = text.strip().replace(';', '\n');
        assertThatThrownBy(() -> GatewayConfig.parse("f", document))
                .isInstanceOf(NodeException.class)
                .satisfies(mistake -> {
                    String message = String.valueOf(mistake.getMessage());
                    if (sentence.endsWith("*")) {
                        assertThat(message)
                                .startsWith(sentence.substring(0, sentence.length() - 1))
                                .hasLineCount(1);
                    } else {
                        assertThat(message).isEqualTo(sentence);
                    }
                });
    }

    @Test
    void anEmptyFileIsSaidToBeEmpty() {
        assertThatThrownBy(() -> GatewayConfig.parse("f", "# nothing yet\n"))
                .isInstanceOf(NodeException.class)
                .hasMessage("f:1:1: is empty");
    }

    @Test
    void anyTextIsReadOrRefusedWithTheFilesName() {
        List<String> pieces = List.of(
                "buses",
                ": ",
                "can0",
                "- ",
                "\n",
                "  ",
                "[",
                "]",
                "{",
                "}",
                "name",
                ", ",
                "lanes",
                "&a ",
                "*a",
                "\"",
                "#",
                "interfaces",
                "container",
                "netns: /a",
                "label",
                "kind: kernel",
                "metrics: 9",
                "gateway",
                "read",
                "|",
                "\t",
                "!!int ",
                "<<",
                "%",
                "---",
                "\u0000",
                "ä");
        Gen<String> texts = random -> {
            StringBuilder text = new StringBuilder("buses: [can0]\n");
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            return random.nextBoolean() ? text.toString() : text.substring(14);
        };
        Property.holds(texts, text -> {
            try {
                NodeDeclaration declared = GatewayConfig.parseNode("f", text);
                assertThat(declared.virtual().buses().size()
                                + declared.buses().size()
                                + declared.lanes().size()
                                + declared.rules().rules().size())
                        .isPositive();
            } catch (NodeException mistake) {
                assertThat(mistake).message().startsWith("f:").hasLineCount(1);
            }
        });
    }
}
