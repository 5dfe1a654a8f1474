package org.buslane.node.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.buslane.node.NodeException;
import org.buslane.node.recording.Lines;
import org.junit.jupiter.api.Test;

class SendingTest {
    private final List<String> log = RecordingSink.log();

    @Test
    void logLinesAndBareFramesAreSentAlike() {
        stream("""
                (1666123359.911266) vcan9 7BC#1300
                123#DE.AD

                DROPCOUNT: dropped 2 CAN frames on 'can0' socket (total drops 2)
                  123#R4
                """);

        assertThat(log)
                .containsExactly("1000000 can0 7BC#1300", "1000000 can0 123#DEAD", "1000000 can0 123#R4", "flush can0");
    }

    @Test
    void aMalformedLineIsNamedAndFramesBeforeItAreSent() {
        assertThatThrownBy(() -> stream("123#\n456#\n12#\n789#\n"))
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith("stdin line 3: column ");
        assertThat(log).containsExactly("1000000 can0 123#", "1000000 can0 456#");
    }

    @Test
    void aFrameThatTheBusDoesNotCarryIsNamed() {
        assertThatThrownBy(() -> stream("123##1AA\n"))
                .isInstanceOf(NodeException.class)
                .hasMessage("stdin line 1: bus can0 carries classic frames only");
    }

    private void stream(String text) {
        Lines lines = new Lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "stdin");
        Sending.stream(lines, new RecordingSink("can0", new RecordingSink.VirtualClock(), log));
    }
}
