package org.buslane.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        Table table = new Table("BUS", "FRAMES", "STATE");
        table.row("can0", "7", "up");
        table.row("c", "1234567", "");
        StringBuilder text = new StringBuilder();
        table.appendTo(text);

        assertThat(text).hasToString("""
                        BUS   FRAMES   STATE
                        can0  7        up
                        c     1234567
                        """);
    }

    @Test
    void everyRowHasEveryColumn() {
        assertThatThrownBy(() -> new Table("A", "B").row("1")).isInstanceOf(IllegalArgumentException.class);
    }
}
