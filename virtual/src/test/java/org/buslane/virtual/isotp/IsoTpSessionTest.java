package org.buslane.virtual.isotp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.isotp.FlowControl;
import org.buslane.core.isotp.IsoTpAddress;
import org.buslane.core.isotp.IsoTpFlags;
import org.buslane.core.isotp.IsoTpOptions;
import org.buslane.core.text.FrameText;
import org.buslane.linux.Errno;
import org.buslane.virtual.session.Budget;
import org.buslane.virtual.session.Session;
import org.buslane.virtual.wire.Request;
import org.buslane.virtual.wire.Trailer;
import org.junit.jupiter.api.Test;

/** What a CAN_ISOTP socket is beyond its machine: writes that wait, the program's end, the gateway's. */
class IsoTpSessionTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String LONG = "0102030405060708090A";
    private static final String FIRST = "7E0#100A010203040506";
    private static final String LAST = "7E0#210708090A";

    private final OneInterface host = new OneInterface();
    private final List<Integer> answers = new ArrayList<>();
    private final FrameBatch batch = new FrameBatch(Arena.ofAuto().allocate(64 * 128, 8), 128);
    private IsoTpSession session = new IsoTpSession(host);

    @Test
    void aWriteThatFindsAnotherUnderWayWaitsForItsEnd() {
        bind();
        assertThat(send(LONG, 0)).isZero();
        assertThat(send("3E00", Request.NONBLOCK)).isEqualTo(Errno.EAGAIN);
        assertThat(send("3E00", 0)).isEqualTo(Session.LATER);
        assertThat(answers).isEmpty();

        hear("7E8#300000");

        assertThat(host.happened).containsExactly(FIRST, LAST, "7E0#023E00");
        assertThat(answers).containsExactly(0);
    }

    @Test
    void onlySoManyWritesWait() {
        bind();
        send(LONG, 0);
        List<Integer> results = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            results.add(send("3E00", 0));
        }
        assertThat(results).filteredOn(Integer.valueOf(Session.LATER)::equals).hasSize(8);
        assertThat(results).last().isEqualTo(Errno.ENOBUFS);
        assertThat(session.send(MemorySegment.ofArray(new byte[8301]), 0, 0, answers::add))
                .isEqualTo(Errno.EINVAL);
    }

    @Test
    void whatASocketKeepsIsTakenFromItsLaneAndGivenBack() {
        host.budget = new Budget(BoundSocket.BYTES + 1000);
        bind();
        assertThat(new IsoTpSession(host)
                        .bind(IsoTpStructs.address(OneInterface.INDEX, new IsoTpAddress(0x7e1, 0x7e9))))
                .isEqualTo(Errno.ENOMEM);

        send(LONG, 0);
        MemorySegment large = MemorySegment.ofArray(new byte[600]);
        assertThat(session.send(large, 0, 0, answers::add)).isEqualTo(Session.LATER);
        assertThat(session.send(large, 0, 0, answers::add)).isEqualTo(Errno.ENOBUFS);

        session.close();
        assertThat(answers).containsExactly(Errno.ENETDOWN);
        assertThat(host.budget.take(BoundSocket.BYTES + 1000)).isTrue();
    }

    @Test
    void anInterfaceThatTheNextGatewayDoesNotHaveIsGone() {
        bind();
        host.there = false;

        session = new IsoTpSession(host);
        session.restore(0);

        assertThat(host.happened).containsExactly("ENODEV");
        assertThat(send("3E00", 0)).isEqualTo(Errno.EADDRNOTAVAIL);
    }

    @Test
    void aSocketThatThereIsNoMemoryForAnyMoreIsNotBoundAnyMore() {
        bind();
        host.budget = new Budget(0);

        session = new IsoTpSession(host);
        session.restore(0);

        assertThat(host.happened).containsExactly("ENODEV");
        assertThat(send("3E00", 0)).isEqualTo(Errno.EADDRNOTAVAIL);
    }

    @Test
    void aWriteThatWaitsForItsEndIsToldAndNobodyElse() {
        option(new IsoTpOptions(IsoTpFlags.WAIT_TX_DONE, 0, 0, 0, 0, 0));
        bind();
        assertThat(send(LONG, 0)).isEqualTo(Session.LATER);
        hear("7E8#320000");
        assertThat(answers).containsExactly(Errno.EMSGSIZE);
        assertThat(host.happened).containsExactly(FIRST);
    }

    @Test
    void anErrorOfTheOtherDirectionIsNotTheWrites() {
        option(new IsoTpOptions(IsoTpFlags.WAIT_TX_DONE, 0, 0, 0, 0, 0));
        bind();
        send(LONG, 0);
        hear("7E8#1008010203040506", "7E8#220708");
        assertThat(answers).isEmpty();
        assertThat(host.happened).containsExactly(FIRST, "EILSEQ", "7E0#300000");
    }

    @Test
    void whatIsUnderWayWhenItsProgramGoesComesToItsEnd() {
        bind();
        send(LONG, 0);
        send("3E00", 0);
        assertThat(session.isDone()).isFalse();
        assertThat(answers).containsExactly(Errno.ENETDOWN);
        hear("7E8#300000");
        assertThat(session.isDone()).isTrue();
        assertThat(host.happened).containsExactly(FIRST, LAST);
    }

    @Test
    void addressAndOptionsOutliveTheGatewayAndATransferDoesNot() {
        option(new IsoTpOptions(IsoTpFlags.TX_PADDING, 0, 0, 0xaa, 0, 0));
        set(2, bytes -> IsoTpStructs.write(new FlowControl(3, 4, 5), bytes, 0), IsoTpStructs.FLOW_CONTROL);
        bind();
        send(LONG, 0);
        hear("7E8#1008010203040506");
        host.happened.clear();

        session = new IsoTpSession(host);
        session.restore(0);

        assertThat(host.happened).containsExactly("ETIMEDOUT", "ECOMM");
        host.happened.clear();
        hear("7E8#1008010203040506", "7E8#210708");
        assertThat(host.happened).containsExactly("0102030405060708", "7E0#300304AAAAAAAAAA");
        assertThat(session.set(IsoTpSocketOptions.SOL_CAN_ISOTP, 3, MemorySegment.ofArray(new int[1])))
                .isEqualTo(Errno.EISCONN);
    }

    @Test
    void aSocketThatNobodyTouchedIsAsNew() {
        session.restore(0);
        bind();
        send("3E00", 0);
        assertThat(host.happened).containsExactly("7E0#023E00");
    }

    @Test
    void anInterfaceThatIsGoneUnbinds() {
        bind();
        send(LONG, 0);
        send("3E00", 0);
        session.gone(OneInterface.INDEX);
        assertThat(host.happened).containsExactly(FIRST, "ENODEV");
        assertThat(answers).containsExactly(Errno.EADDRNOTAVAIL);
        assertThat(send("3E00", 0)).isEqualTo(Errno.EADDRNOTAVAIL);
        assertThat(session.due()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aPartnerThatIsSilentIsAnErrorWhenItsTimeHasCome() {
        bind();
        send(LONG, 0);
        assertThat(session.due()).isEqualTo(SECOND);
        session.run(SECOND);
        assertThat(host.happened).containsExactly(FIRST, "ECOMM");
    }

    @Test
    void theSeparationTimeIsCountedFromWhenAFrameWasOnTheBus() {
        bind();
        send("0102030405060708090A0B0C0D0E", 0);
        hear("7E8#300005");
        host.now = 3_000_000;
        hear(Trailer.OWN, "7E0#210708090A0B0C0D");
        assertThat(session.due()).isEqualTo(3_000_000 + 5_000_000 + 50_000);
    }

    private void bind() {
        assertThat(session.bind(IsoTpStructs.address(OneInterface.INDEX, new IsoTpAddress(0x7e0, 0x7e8))))
                .isZero();
    }

    private void option(IsoTpOptions options) {
        set(1, bytes -> IsoTpStructs.write(options, bytes, 0), IsoTpStructs.OPTIONS);
    }

    private void set(int name, Consumer<MemorySegment> write, int size) {
        MemorySegment bytes = MemorySegment.ofArray(new byte[size]);
        write.accept(bytes);
        assertThat(session.set(IsoTpSocketOptions.SOL_CAN_ISOTP, name, bytes)).isZero();
    }

    private int send(String pdu, int flags) {
        return session.send(MemorySegment.ofArray(HexFormat.of().parseHex(pdu)), 0, flags, answers::add);
    }

    private void hear(String... frames) {
        hear(0, frames);
    }

    private void hear(int flags, String... frames) {
        batch.count(frames.length);
        for (int i = 0; i < frames.length; i++) {
            batch.size(i, 16);
            batch.size(i, FrameStruct.write(FrameText.parse(frames[i]), batch.memory(), batch.offset(i)));
        }
        long wanted = session.wanted(batch, batch.all(), OneInterface.INDEX);
        assertThat(wanted).isEqualTo(batch.all());
        session.hear(batch, wanted, OneInterface.INDEX, flags, host.now);
    }
}
