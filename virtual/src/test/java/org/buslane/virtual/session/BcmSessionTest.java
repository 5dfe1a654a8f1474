package org.buslane.virtual.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import org.buslane.linux.Errno;
import org.buslane.virtual.isotp.OneInterface;
import org.junit.jupiter.api.Test;

class BcmSessionTest {
    private final OneInterface host = new OneInterface();

    @Test
    void anInterfaceThatTheNextGatewayDoesNotHaveIsGone() {
        new BcmSession(host).connect(MemorySegment.ofArray(new int[] {29, OneInterface.INDEX}));
        host.there = false;

        BcmSession next = new BcmSession(host);
        next.restore(0);

        assertThat(host.happened).containsExactly("ENODEV");
        assertThat(next.send(MemorySegment.ofArray(new byte[56]), 0, 0, _ -> {}))
                .isEqualTo(Errno.ENOTCONN);
    }
}
