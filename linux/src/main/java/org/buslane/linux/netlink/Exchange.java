package org.buslane.linux.netlink;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buslane.linux.Errno;

/**
 * What comes back for one request, until it ends: a single request with an acknowledgement or an error, a list
 * (NLM_F_DUMP) with NLMSG_DONE. Answers to others are passed over: a list that was given up on may still be sent.
 */
final class Exchange {
    private final int sequence;
    private final boolean list;
    private final List<Message> answers = new ArrayList<>();
    private Optional<Verdict> verdict = Optional.empty();
    private boolean interrupted;

    Exchange(int sequence, boolean list) {
        this.sequence = sequence;
        this.list = list;
    }

    /** Takes a datagram that came. */
    void accept(ByteBuffer datagram) {
        for (Message message : Message.all(datagram)) {
            if (message.header().sequence() == sequence && verdict.isEmpty()) {
                accept(message);
            }
        }
    }

    private void accept(Message message) {
        interrupted |= message.header().has(MessageHeader.DUMP_INTERRUPTED) && list;
        switch (message.header().type()) {
            case MessageHeader.NOOP -> {}
            case MessageHeader.ERROR, MessageHeader.DONE -> verdict = Optional.of(Verdict.read(message));
            case MessageHeader.OVERRUN -> verdict = Optional.of(Verdict.of(Errno.ENOBUFS));
            default -> answers.add(message);
        }
    }

    /** How it ended; empty while more is to come. */
    Optional<Verdict> verdict() {
        return verdict;
    }

    /** Whether what was listed changed meanwhile, so that the list is to be asked for again. */
    boolean isInterrupted() {
        return interrupted;
    }

    List<Message> answers() {
        return List.copyOf(answers);
    }
}
