package org.buslane.virtual;

import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.buslane.core.bus.Bus;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.virtual.wire.ProgramRecord;
import org.buslane.virtual.wire.Request;

/**
 * The way of a batch: received from one program, judged, handed to every other. Owned by the gateway's
 * thread; nothing is allocated for a frame.
 */
final class Relay {
    /** What a program's connection is worth after {@link #serve}. */
    enum Outcome {
        OPEN,
        ENDED
    }

    private static final System.Logger LOG = System.getLogger(Relay.class.getName());

    /** Batches of answers to answers in one turn of the gateway's; a transfer of ISO-TP without separation time has 75. */
    private static final int ANSWERS = 64;

    private final Journal journal;
    private final Inbox inbox;
    private final Ingress ingress;
    private final Delivery delivery;
    private final Requests requests;
    private final Sessions sessions;
    private final Timetable timetable = new Timetable();
    private final LongSupplier realtime;
    private final LongSupplier monotonic;
    private final Consumer<Descriptor> closer;
    private int answers = ANSWERS;

    /**
     * @param journal over the same memory
     */
    Relay(GatewayMemory memory, Journal journal, Setup setup) {
        this.journal = journal;
        this.inbox = new Inbox(memory);
        this.ingress = new Ingress(inbox);
        this.delivery = new Delivery(new Outbox(memory, inbox.batch()), journal);
        this.sessions = new Sessions(timetable, setup);
        this.requests = new Requests(delivery, sessions, setup.closer());
        this.realtime = setup.realtime();
        this.monotonic = setup.monotonic();
        this.closer = setup.closer();
    }

    Delivery delivery() {
        return delivery;
    }

    Sessions sessions() {
        return sessions;
    }

    /** Sessions and residents, by when they are due. */
    Timetable timetable() {
        return timetable;
    }

    /** Takes up to 64 records from a program that has some, and hands on what they made our own participants say. */
    Outcome serve(Connection from) {
        Outcome outcome = from.session().isPresent() ? sessions.serve(from, requests) : serveFrames(from);
        speak();
        return outcome;
    }

    /** Has those run who are due: the last that is done in a turn of the gateway's. */
    void tick() {
        answers = ANSWERS;
        if (timetable.nearest() != Long.MAX_VALUE) {
            long now = monotonic.getAsLong();
            if (timetable.nearest() <= now) {
                timetable.run(now, this::speak);
            }
        }
    }

    /**
     * Publishes what the gateway's own participants have said, and what others of them say to that. Those that answer
     * each other for ever get no more than so many answers in a turn of the gateway's, however often this is called in
     * it: what is left then goes out with the next call.
     */
    void speak() {
        Outgoing outgoing = sessions.outgoing();
        int said = outgoing.count();
        while (!outgoing.isEmpty() && (said > 0 || answers > 0)) {
            answers -= said > 0 ? 0 : 1;
            Speaker speaker = outgoing.speaker();
            Link link = outgoing.link();
            FrameBatch batch = inbox.batch();
            outgoing.take(batch);
            said -= batch.count();
            batch.stamp(realtime.getAsLong());
            delivery.now(monotonic.getAsLong());
            journal.speaking();
            try {
                link.bus().bus().publish(batch, ingress.judge(speaker, link, delivery.now()), speaker);
            } catch (RuntimeException fault) {
                LOG.log(Level.ERROR, "frames for bus " + link.bus().name() + " are lost after a fault of ours", fault);
            }
            journal.end(); // not after an Error, which ends this gateway
        }
    }

    /** Whether {@link #speak} has left something. */
    boolean isSpeaking() {
        return !sessions.outgoing().isEmpty();
    }

    private Outcome serveFrames(Connection from) {
        journal.begin(from.rank(), from.slot().written());
        int count = inbox.receive(from.socket().descriptor());
        if (count <= 0) {
            journal.end();
            // ECONNRESET: the program left with unread data. What it wrote before comes after this.
            return count == -Errno.EAGAIN || count == -Errno.ECONNRESET ? Outcome.OPEN : Outcome.ENDED;
        }
        long stamp = realtime.getAsLong();
        inbox.batch().stamp(stamp);
        journal.stamp(stamp);
        delivery.now(monotonic.getAsLong());
        Outcome outcome;
        try {
            outcome = relay(from, count);
        } catch (RuntimeException fault) {
            end();
            throw fault;
        }
        // Not after an Error, which ends this gateway: the next one goes on where the journal says.
        end();
        return outcome;
    }

    /** The batch is dealt with. */
    private void end() {
        inbox.dropDescriptors(closer);
        inbox.clear();
        journal.end();
    }

    private Outcome relay(Connection from, int count) {
        int record = 0;
        while (record < count) {
            int until = ingress.judge(from, record, count, delivery.now());
            if (until > record) {
                publish(from, until);
            }
            if (until < count) {
                if (inbox.length(until) == 0) {
                    return Outcome.ENDED;
                }
                if (inbox.kind(until) == ProgramRecord.REQUEST) {
                    request(from, until);
                    until++;
                }
            }
            record = until;
        }
        return Outcome.OPEN;
    }

    private void publish(Connection from, int until) {
        if (ingress.mask() == 0) {
            journal.publishing(until, 0, 0, 0);
        } else {
            Link link = from.lane().links().get(ingress.place());
            Bus bus = link.bus().bus();
            journal.publishing(until, link.index(), ingress.mask(), bus.published());
            bus.publish(inbox.batch(), ingress.mask(), from);
        }
        journal.published(from.slot().written());
    }

    private void request(Connection from, int record) {
        journal.passed(record + 1);
        FrameBatch batch = inbox.batch();
        Request request = Request.read(batch.memory(), batch.offset(record), inbox.length(record));
        inbox.takeDescriptor(record, "a reply", closer)
                .ifPresent(reply -> requests.answer(from, request, reply, batch.stamp()));
    }

    /** Keeps what an earlier gateway left until {@link #resume}: should we be killed first, it is there still. */
    void hold(Takeover left) {
        inbox.resume(left);
        delivery.hold(left);
    }

    /**
     * Goes on where an earlier gateway was killed: at the port, and the frame, that it had come to. A
     * request among the records is not taken up, since its descriptor is gone; the program sees that and
     * asks again.
     */
    void resume(Takeover left, Connection from) {
        FrameBatch batch = inbox.batch();
        batch.stamp(left.journal().stamp());
        delivery.now(monotonic.getAsLong());
        int count = batch.count();
        int next = left.journal().until();
        if (left.isPublishing()) {
            finish(left, from);
        } else {
            left.journal().restoreWritten(from.slot().written());
        }
        while (next < count) {
            int until = ingress.judge(from, next, count, delivery.now());
            if (until > next) {
                publish(from, until);
            } else {
                until++;
                journal.passed(until);
            }
            next = until;
        }
        inbox.clear();
        journal.end();
    }

    /** Settles a delivery of frames that an earlier gateway's own participants made. */
    void settle(Takeover left, SocketSlot slot) {
        delivery.settle(left, slot);
        journal.end();
    }

    private void finish(Takeover left, Connection from) {
        Journal at = left.journal();
        long mask = at.mask();
        if (mask != 0) {
            from.lane().link(at.index()).ifPresent(link -> {
                Bus bus = link.bus().bus();
                bus.published(at.published());
                if (at.rank() >= 0 && bus.port(at.rank()).orElse(null) instanceof LinkPort port) {
                    port.resume(inbox.batch(), mask, from, left);
                }
                bus.publish(inbox.batch(), mask, from, at.rank() < 0 ? at.first() : at.rank() + 1);
            });
        }
        journal.published(from.slot().written());
    }
}
