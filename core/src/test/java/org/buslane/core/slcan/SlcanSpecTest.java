package org.buslane.core.slcan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.buslane.core.testkit.Gen;
import org.buslane.core.testkit.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlcanSpecTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            slcan:/dev/ttyACM0@500k                       | slcan:/dev/ttyACM0@500k                  | S6,O
            slcan:/dev/ttyACM0@500000                     | slcan:/dev/ttyACM0@500k                  | S6,O
            slcan:/dev/serial/by-id/usb-a@b-if00@1M       | slcan:/dev/serial/by-id/usb-a@b-if00@1M  | S8,O
            slcan:/dev/ttyUSB0@10k,baud=3M                | slcan:/dev/ttyUSB0@10k,baud=3000000      | S0,O
            slcan:/dev/ttyUSB0@250k,listen-only           | slcan:/dev/ttyUSB0@250k,listen-only      | S5,L
            slcan:/dev/ttyACM0@500k,data=2M               | slcan:/dev/ttyACM0@500k,data=2M          | S6,Y2,O
            slcan:/dev/ttyACM0@800k                       | slcan:/dev/ttyACM0@800k                  | S7,O
            slcan:/dev/ttyACM0@750k                       | slcan:/dev/ttyACM0@750k                  | S7,O
            slcan:/dev/ttyACM0@83.3k                      | slcan:/dev/ttyACM0@83.3k                 | S9,O
            slcan:/dev/ttyACM0@btr031C                    | slcan:/dev/ttyACM0@btr031C               | s031C,O
            slcan:tcp:192.168.1.7:3333@125k               | slcan:tcp:192.168.1.7:3333@125k          | S4,O
            slcan:tcp://gate.example:23@125k              | slcan:tcp:gate.example:23@125k           | S4,O
            slcan:tcp:[fe80::1]:23@100k                   | slcan:tcp:[fe80::1]:23@100k              | S3,O
            """)
    void isReadAndWritten(String text, String canonical, String commands) {
        SlcanSpec spec = SlcanSpec.parse(text);
        assertThat(spec).hasToString(canonical);
        assertThat(SlcanSpec.parse(canonical)).isEqualTo(spec);
        assertThat(spec.commands()).isEqualTo(List.of(commands.split(",")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /dev/ttyACM0                      | '/dev/ttyACM0' is no adapter: it is written slcan:/dev/ttyACM0@500k or slcan:tcp:HOST:PORT@500k
            slcan:/dev/ttyACM0                | the bit rate is missing: 'slcan:/dev/ttyACM0@500k'
            slcan:ttyACM0@500k                | 'ttyACM0' is no adapter: a whole path such as /dev/ttyACM0, or tcp:HOST:PORT
            slcan:/dev/ttyACM0@501k           | '501k' is no bit rate that slcan has: 10k, 20k, 50k, 100k, 125k, 250k, 500k, 800k, 1M, 750k, 83.3k, or btr031C for registers
            slcan:/dev/ttyACM0@               | '' is no bit rate that slcan has: 10k, 20k, 50k, 100k, 125k, 250k, 500k, 800k, 1M, 750k, 83.3k, or btr031C for registers
            slcan:/dev/ttyACM0@500k,fast      | 'fast' is no option of an adapter; there is data=2M, baud=115200, listen-only
            slcan:/dev/ttyACM0@500k,baud=0    | 'baud=0': the speed of a serial line is a number such as 115200 or 3M
            slcan:/dev/ttyACM0@500k,data=2.5M | 'data=2.5M': the bit rate for data is 1M to 8M, and CANable has 2M and 5M
            slcan:tcp:host@500k               | 'tcp:host' is no host with a port: it is written tcp:192.168.1.7:3333
            slcan:tcp:host:0@500k             | a port is 1 to 65535, not 0
            slcan:tcp::1@500k                 | tcp: needs a host and a port, such as tcp:192.168.1.7:3333
            slcan:tcp:h:1@500k,baud=9600      | 'tcp:h:1' has no baud: that is of a serial line
            """)
    void aMistakeIsSaidInOneSentence(String text, String sentence) {
        assertThatThrownBy(() -> SlcanSpec.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void anyTextIsReadOrRefused() {
        List<String> pieces = List.of(
                "slcan:", "/dev/a", "@", "500k", ",", "data=", "2M", "baud=", "tcp:", "[", "]", ":", "1", "-", "btr0");
        Gen<String> texts = random -> {
            StringBuilder text = new StringBuilder("slcan:");
            for (int i = random.nextInt(9); i > 0; i--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            return text.toString();
        };
        Property.holds(2_000, texts, text -> {
            try {
                SlcanSpec spec = SlcanSpec.parse(text);
                assertThat(SlcanSpec.parse(spec.toString())).isEqualTo(spec);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).message().isNotBlank().hasLineCount(1);
            }
        });
    }
}
