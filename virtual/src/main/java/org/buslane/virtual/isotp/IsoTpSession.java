package org.buslane.virtual.isotp;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.isotp.IsoTpAddress;
import org.buslane.core.isotp.IsoTpError;
import org.buslane.core.isotp.IsoTpEvents;
import org.buslane.core.isotp.IsoTpFlags;
import org.buslane.core.isotp.IsoTpMachine;
import org.buslane.core.isotp.IsoTpSettings;
import org.buslane.linux.Errno;
import org.buslane.virtual.raw.RawOptions;
import org.buslane.virtual.session.Later;
import org.buslane.virtual.session.Session;
import org.buslane.virtual.session.SessionHost;
import org.buslane.virtual.wire.Request;
import org.buslane.virtual.wire.Trailer;

/**
 * A program's CAN_ISOTP socket: its address, its options, and from its bind() on a machine that speaks. Owned by
 * the gateway's thread.
 */
public final class IsoTpSession implements Session, IsoTpEvents {
    /** Consecutive frames without a separation time may be many: others have their turn between them. */
    private static final int AT_ONCE = 16;

    private static final IsoTpAddress NONE = new IsoTpAddress(0, 0);

    private final SessionHost host;
    private final Writers writers = new Writers();
    private final MemorySegment frame = MemorySegment.ofArray(new byte[FrameLayout.FD_SIZE]);
    private final MemorySegment told = Arena.ofAuto().allocate(IsoTpSettings.LONGEST);
    private IsoTpSettings settings = IsoTpSettings.DEFAULT;
    private IsoTpAddress address = NONE;
    private Optional<IsoTpMachine> machine = Optional.empty();
    private int index;
    private int kept;

    public IsoTpSession(SessionHost host) {
        this.host = host;
    }

    @Override
    public int send(MemorySegment data, int to, int flags, Later later) {
        if (machine.isEmpty()) {
            return Errno.EADDRNOTAVAIL;
        }
        if (!machine.get().isIdle()) {
            if ((flags & Request.NONBLOCK) != 0) {
                return Errno.EAGAIN;
            }
            if (data.byteSize() > settings.longest()) {
                return Errno.EINVAL; // a kernel says so when its turn has come: we keep no memory for it
            }
            return writers.add(data, later) ? LATER : Errno.ENOBUFS;
        }
        int result = begin(machine.get(), data, later, host.now());
        keep();
        return result;
    }

    /** isotp_sendmsg(), once nothing else is being sent. */
    private int begin(IsoTpMachine speaking, MemorySegment data, Later later, long now) {
        int error = switch (speaking.send(data, 0, data.byteSize(), now)) {
            case STARTED -> host.isUp(index) ? 0 : Errno.ENETDOWN;
            case BUSY -> Errno.EAGAIN;
            case BAD_LENGTH -> Errno.EINVAL;
        };
        if (error == 0) {
            error = speak(speaking, now);
        }
        if (error != 0) {
            speaking.stopSending();
            return error;
        }
        if (settings.options().has(IsoTpFlags.WAIT_TX_DONE) && !speaking.isIdle()) {
            writers.begin(later);
            return LATER;
        }
        return 0;
    }

    /** Says what there is to say now; returns the error of a frame that could not be sent. */
    private int speak(IsoTpMachine speaking, long now) {
        for (int i = 0; i < AT_ONCE && speaking.hasFrame(now); i++) {
            int size = speaking.frame(frame, 0, now);
            int error = host.publish(index, frame, 0, size);
            if (error != 0) {
                return error;
            }
        }
        return 0;
    }

    /** After all that may have changed what there is to say. */
    private void goOn(IsoTpMachine speaking, long now) {
        if (speak(speaking, now) != 0 && !speaking.isIdle()) {
            speaking.stopSending();
            failed(IsoTpError.NO_FLOW_CONTROL); // a kernel says so when the echo has not come for two seconds
        }
        if (speaking.isIdle()) {
            writers.end(0);
        }
        for (Optional<Writers.Waiting> next = nextIf(speaking); next.isPresent(); next = nextIf(speaking)) {
            Later later = next.get().later();
            int result = begin(speaking, next.get().pdu(), later, now);
            if (result != LATER) {
                later.answer(result);
            }
        }
        keep();
    }

    private Optional<Writers.Waiting> nextIf(IsoTpMachine speaking) {
        return speaking.isIdle() ? writers.next() : Optional.empty();
    }

    @Override
    public void received(byte[] pdu, int length) {
        MemorySegment.copy(MemorySegment.ofArray(pdu), 0, told, 0, length);
        host.tell(told.asSlice(0, length), index, 0, 0);
    }

    /** With CAN_ISOTP_WAIT_TX_DONE the write tells what became of its PDU, and no other call. */
    @Override
    public void failed(IsoTpError error) {
        if (writers.isCurrent() && isIdle()) {
            writers.end(errno(error));
        } else {
            host.raise(errno(error));
        }
    }

    private static int errno(IsoTpError error) {
        return switch (error) {
            case NO_FLOW_CONTROL -> Errno.ECOMM;
            case OVERFLOW -> Errno.EMSGSIZE;
            case MALFORMED -> Errno.EBADMSG;
            case OUT_OF_SEQUENCE -> Errno.EILSEQ;
            case NO_DATA -> Errno.ETIMEDOUT;
        };
    }

    /** isotp_bind(), check by check. */
    @Override
    public int bind(MemorySegment wanted) {
        if (wanted.byteSize() < IsoTpStructs.ADDRESS || !IsoTpStructs.isCan(wanted)) {
            return Errno.EINVAL;
        }
        IsoTpAddress ids = IsoTpStructs.address(wanted);
        boolean hears = !settings.broadcasts();
        if (!IsoTpAddress.isPlain(ids.txId()) || (hears && !IsoTpAddress.isPlain(ids.rxId()))) {
            return Errno.EINVAL;
        }
        int to = IsoTpStructs.index(wanted);
        if (to == 0) {
            return Errno.ENODEV;
        }
        if (machine.isPresent()) {
            return Errno.EINVAL;
        }
        if (hears && ids.txId() == ids.rxId()) {
            return Errno.EADDRNOTAVAIL;
        }
        if (!host.has(to)) {
            return Errno.ENODEV;
        }
        if (host.mtu(to) < settings.link().frameSize()) {
            return Errno.EINVAL;
        }
        bindTo(to, ids);
        if (!host.isUp(to)) {
            host.raise(Errno.ENETDOWN);
        }
        return 0;
    }

    private void bindTo(int to, IsoTpAddress ids) {
        index = to;
        address = ids;
        machine = Optional.of(new IsoTpMachine(ids, settings, this));
        host.bound(to);
        keepAll();
    }

    @Override
    public RawOptions.Value name(boolean peer) {
        return peer
                ? new RawOptions.Value(Errno.EOPNOTSUPP, 0, MemorySegment.NULL)
                : new RawOptions.Value(0, 0, IsoTpStructs.address(index, address));
    }

    @Override
    public int set(int level, int name, MemorySegment value) {
        if (level != IsoTpSocketOptions.SOL_CAN_ISOTP) {
            return Errno.EINVAL;
        }
        if (machine.isPresent()) {
            return Errno.EISCONN;
        }
        IsoTpSocketOptions.Change change = IsoTpSocketOptions.set(settings, name, value);
        settings = change.settings();
        keepAll();
        return change.error();
    }

    @Override
    public RawOptions.Value get(int level, int name, int space) {
        return level == IsoTpSocketOptions.SOL_CAN_ISOTP
                ? IsoTpSocketOptions.get(settings, name, space)
                : new RawOptions.Value(Errno.EINVAL, 0, MemorySegment.NULL);
    }

    @Override
    public long wanted(FrameBatch batch, long selected, int from) {
        if (machine.isEmpty() || from != index) {
            return 0;
        }
        long wanted = 0;
        for (long left = selected; left != 0; left &= left - 1) {
            int slot = Long.numberOfTrailingZeros(left);
            int word = batch.idWord(slot);
            int size = batch.size(slot);
            if (machine.get().heeds(word, size) || machine.get().says(word, size)) {
                wanted |= 1L << slot;
            }
        }
        return wanted;
    }

    @Override
    public void hear(FrameBatch batch, long selected, int from, int flags, long now) {
        machine.ifPresent(hearing -> {
            boolean own = (flags & Trailer.OWN) != 0;
            for (long left = selected; left != 0; left &= left - 1) {
                int slot = Long.numberOfTrailingZeros(left);
                if (own) {
                    hearing.echoed(batch.memory(), batch.offset(slot), now);
                    continue;
                }
                hearing.hear(batch.memory(), batch.offset(slot), batch.size(slot), now);
            }
            goOn(hearing, now);
        });
    }

    @Override
    public long due() {
        return machine.map(IsoTpMachine::due).orElse(IsoTpMachine.NEVER);
    }

    @Override
    public void run(long now) {
        machine.ifPresent(running -> {
            running.tick(now);
            goOn(running, now);
        });
    }

    /** isotp_notify(): unbound, with a pending error. */
    @Override
    public void gone(int lost) {
        if (machine.isPresent() && lost == index) {
            machine.get().stop();
            machine = Optional.empty();
            index = 0;
            host.unbound();
            kept = 0;
            keepAll();
            writers.end(Errno.ECOMM);
            writers.endAll(Errno.EADDRNOTAVAIL);
            host.raise(Errno.ENODEV);
        }
    }

    @Override
    public void down(int lost) {
        if (machine.isPresent() && lost == index) {
            host.raise(Errno.ENETDOWN);
        }
    }

    /** Only what has changed is written: this is done for each batch. */
    private void keep() {
        int busy = (isIdle() ? 0 : IsoTpRecord.SENDING)
                | (machine.isPresent() && machine.get().isReceiving() ? IsoTpRecord.RECEIVING : 0);
        if (busy != kept) {
            kept = busy;
            IsoTpRecord.busy(host.kept(), busy);
        }
    }

    private void keepAll() {
        new IsoTpRecord(index, address, settings, kept).save(host.kept());
    }

    private boolean isIdle() {
        return machine.isEmpty() || machine.get().isIdle();
    }

    @Override
    public void restore(long now) {
        IsoTpRecord.read(host.kept()).ifPresent(this::resume);
    }

    private void resume(IsoTpRecord before) {
        settings = before.settings();
        if (before.index() != 0) {
            bindTo(before.index(), before.address());
        }
        keepAll();
        if ((before.busy() & IsoTpRecord.RECEIVING) != 0) {
            host.raise(Errno.ETIMEDOUT);
        }
        if ((before.busy() & IsoTpRecord.SENDING) != 0) {
            host.raise(Errno.ECOMM);
        }
    }

    /** isotp_release() waits for what is under way, and for nothing else. */
    @Override
    public boolean isDone() {
        writers.dropWaiting();
        return isIdle();
    }

    @Override
    public void close() {
        machine.ifPresent(IsoTpMachine::stop);
        writers.endAll(Errno.ENETDOWN);
    }
}
