package org.buslane.virtual.ecu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.buslane.core.frame.Frame;

/** Does what a {@link ScriptSpec} says. */
final class ScriptEcu implements Ecu {
    private final List<Answer> answers;
    private final List<Doing> toAnswers = new ArrayList<>();
    private final List<Turning> cycles = new ArrayList<>();
    private final Faults faults;
    private final Waiting waiting = new Waiting();
    private final Optional<UdsServer> uds;
    private final long[] state;
    private long withheld;

    ScriptEcu(ScriptSpec spec) {
        answers = spec.answers();
        answers.forEach(answer -> toAnswers.add(new Doing(answer.reaction())));
        spec.cycles().forEach(cycle -> cycles.add(new Turning(cycle)));
        faults = new Faults(spec.faults());
        state = spec.state().stream().mapToLong(Variable::initial).toArray();
        uds = spec.uds().map(server -> new UdsServer(server, state));
    }

    /** A reaction with the makers of its frames. */
    private final class Doing {
        private final Reaction reaction;
        private final List<FrameMaker> makers = new ArrayList<>();

        Doing(Reaction reaction) {
            this.reaction = reaction;
            reaction.sends().forEach(sending -> makers.add(new FrameMaker(sending.template())));
        }

        void go(long now) {
            if (!reaction.condition().map(condition -> condition.holds(state)).orElse(true)) {
                return;
            }
            for (Assignment set : reaction.sets()) {
                state[set.place()] = set.expression().value(state);
            }
            for (int i = 0; i < makers.size(); i++) {
                send(makers.get(i), now, now + reaction.sends().get(i).afterNanos());
            }
        }
    }

    private void send(FrameMaker maker, long now, long at) {
        Faults.Verdict verdict = faults.next(maker.idWord(), now, state);
        if (verdict.silent()) {
            withheld++;
            return;
        }
        pass(maker.make(state, verdict.stuck(), verdict.wrong()), verdict, at);
    }

    /** What the diagnostic server says; it has neither counters nor checksums. */
    private void send(Frame frame, long now) {
        pass(frame, faults.next(frame.idWord(), now, state), now);
    }

    private void pass(Frame frame, Faults.Verdict verdict, long at) {
        if (verdict.silent() || verdict.lost()) {
            withheld++;
        } else {
            waiting.add(frame, at + verdict.afterNanos());
        }
    }

    /** A cycle and when it comes round. */
    private final class Turning {
        private final Doing doing;
        private final long period;
        private long due;

        Turning(Cycle cycle) {
            doing = new Doing(cycle.reaction());
            period = cycle.periodNanos();
            due = cycle.firstNanos();
        }

        void turn(long now) {
            if (now >= due) {
                doing.go(now);
                due = Punctual.next(due, period, now);
            }
        }
    }

    @Override
    public boolean listensTo(int idWord) {
        for (Answer answer : answers) {
            if (answer.on().firstMatch(idWord) >= 0) {
                return true;
            }
        }
        return uds.isPresent() && uds.get().listensTo(idWord);
    }

    /** All answers that fit are given, in the order in which they are declared. */
    @Override
    public void hear(Frame frame, long now) {
        byte[] data = FrameTemplate.data(frame).toBytes();
        for (int i = 0; i < toAnswers.size(); i++) {
            Answer answer = answers.get(i);
            if (answer.on().firstMatch(frame.idWord()) >= 0 && answer.data().matches(data)) {
                for (Taking taking : answer.takings()) {
                    state[taking.place()] = taking.from().read(data);
                }
                toAnswers.get(i).go(now);
            }
        }
        uds.filter(server -> server.listensTo(frame.idWord())).ifPresent(server -> server.hear(frame, now));
    }

    @Override
    public void turn(long now, Consumer<Frame> bus) {
        for (Turning cycle : cycles) {
            cycle.turn(now);
        }
        uds.ifPresent(server -> server.turn(now, frame -> send(frame, now)));
        waiting.send(now, bus);
    }

    @Override
    public long due() {
        long due = Math.min(waiting.due(), uds.map(UdsServer::due).orElse(NEVER));
        for (Turning cycle : cycles) {
            due = Math.min(due, cycle.due);
        }
        return due;
    }

    @Override
    public long withheld() {
        return withheld;
    }

    @Override
    public long overflows() {
        return waiting.overflows() + uds.map(UdsServer::overflows).orElse(0L);
    }
}
