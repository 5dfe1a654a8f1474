package org.buslane.lab.junit.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReceiveListTest {
    /** As Linux 6.1 writes it. */
    private static final String LIST = """

            receive list 'rx_all':
              device   can_id   can_mask      function          userdata       matches  ident
               any       000    00000000  0000000051dbf973  00000000152041d2         0  raw
              device   can_id   can_mask      function          userdata       matches  ident
               can0      000    00000000  0000000051dbf973  00000000152041d2         0  raw
               can0   12345678  dfffffff  0000000051dbf973  0000000015204111       120  gw
              (can1: no entry)
            """;

    @Test
    void theFiltersOfADeviceAreCounted() {
        assertThat(ReceiveList.entries(LIST, "can0")).isEqualTo(2);
        assertThat(ReceiveList.entries(LIST, "any")).isEqualTo(1);
    }

    @Test
    void aDeviceWithoutAnyHasNone() {
        assertThat(ReceiveList.entries(LIST, "can1")).isZero();
        assertThat(ReceiveList.entries(LIST, "can")).isZero();
        assertThat(ReceiveList.entries(LIST, "device")).isZero();
        assertThat(ReceiveList.entries("", "can0")).isZero();
    }
}
