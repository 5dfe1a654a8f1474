package org.buslane.virtual;

import java.util.List;
import java.util.function.LongSupplier;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
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

    private final Journal journal;
    private final Inbox inbox;
    private final Ingress ingress;
    private final Delivery delivery;
    private final Requests requests;
    private final LongSupplier realtime;
    private final LongSupplier monotonic;

    /**
     * @param realtime nanoseconds since 1970: what frames are stamped with
     * @param monotonic nanoseconds: what rates are judged by
     */
    Relay(GatewayMemory memory, LongSupplier realtime, LongSupplier monotonic) {
        this.journal = new Journal(memory.journal());
        this.inbox = new Inbox(memory);
        this.ingress = new Ingress(inbox);
        this.delivery = new Delivery(new Outbox(memory, inbox.batch()), journal);
        this.requests = new Requests(delivery);
        this.realtime = realtime;
        this.monotonic = monotonic;
    }

    Delivery delivery() {
        return delivery;
    }

    /** Takes up to 64 records from a program that has some. */
    Outcome serve(Connection from) {
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
        Outcome outcome = relay(from, 0, count);
        inbox.clear();
        journal.end();
        return outcome;
    }

    private Outcome relay(Connection from, int first, int count) {
        int record = first;
        while (record < count) {
            int until = ingress.judge(from, record, count, delivery.now());
            if (until > record) {
                closeStrayDescriptors(record, until);
                publish(from, until);
            }
            if (until < count) {
                if (inbox.length(until) == 0) {
                    return Outcome.ENDED;
                }
                request(from, until);
                until++;
            }
            record = until;
        }
        return Outcome.OPEN;
    }

    private void publish(Connection from, int until) {
        List<Link> links = from.lane().links();
        long[] masks = ingress.masks();
        journal.publishing(until, masks, links.size());
        for (int place = 0; place < links.size(); place++) {
            if (masks[place] != 0) {
                journal.link(place);
                links.get(place).bus().bus().publish(inbox.batch(), masks[place], from);
            }
        }
        journal.published(from.slot().written());
    }

    private void request(Connection from, int record) {
        journal.publishing(record + 1, ingress.masks(), 0);
        journal.published(from.slot().written());
        if (inbox.descriptorCount(record) == 0) {
            return;
        }
        FrameBatch batch = inbox.batch();
        Request request = Request.read(batch.memory(), batch.offset(record), inbox.length(record));
        Descriptor reply = Descriptor.adopt(
                inbox.descriptor(record, 0), "a reply to " + from.lane().name());
        requests.answer(from, request, reply, batch.stamp());
    }

    /** A stranger may pass descriptors with anything; only a request's has a use. */
    private void closeStrayDescriptors(int first, int until) {
        for (int record = first; record < until; record++) {
            if (inbox.descriptorCount(record) != 0) {
                Descriptor.adopt(inbox.descriptor(record, 0), "a stray descriptor")
                        .close();
            }
        }
    }

    /**
     * Goes on where an earlier gateway was killed: at the port, and the frame, that it had come to. A
     * request among the records is not taken up, since its descriptor is gone; the program sees that and
     * asks again.
     */
    void resume(Takeover left, Connection from) {
        FrameBatch batch = inbox.batch();
        inbox.resume(left);
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
            publish(from, until);
            next = until + 1;
        }
        inbox.clear();
        journal.end();
    }

    private void finish(Takeover left, Connection from) {
        List<Link> links = from.lane().links();
        Journal at = left.journal();
        for (int place = at.link(); place < links.size(); place++) {
            long mask = at.mask(place);
            int first = 0;
            if (mask != 0 && place == at.link()) {
                first = at.rank() < 0 ? at.first() : at.rank() + 1;
                if (at.rank() >= 0
                        && links.get(place).bus().bus().port(at.rank()).orElse(null) instanceof ConnectionPort port) {
                    port.resume(inbox.batch(), mask, from, left);
                }
            }
            links.get(place).bus().bus().publish(inbox.batch(), mask, from, first);
        }
    }
}
