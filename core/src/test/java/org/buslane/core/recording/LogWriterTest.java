package org.buslane.core.recording;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.buslane.core.testkit.Property;
import org.buslane.core.testkit.Recordings;
import org.buslane.core.text.LogLine;
import org.junit.jupiter.api.Test;

class LogWriterTest {
    @Test
    void linesSayEverythingThatWasRecorded() {
        Property.holds(Recordings.of(20, 1), recording -> {
            String log = new String(Recordings.write(new LogWriter(LogLine.NANOSECONDS), recording), US_ASCII);
            assertThat(log.lines()
                            .map(LogLine::parse)
                            .map(line -> new Recorded(line.stamp(), line.name(), line.frame(), line.direction())))
                    .isEqualTo(recording);
        });
    }
}
