package org.buslane.virtual.ecu;

import org.buslane.core.frame.Frame;

/** Makes one frame after the other of a template, and keeps its counters. */
final class FrameMaker {
    private final FrameTemplate template;
    private final long[] counters;

    FrameMaker(FrameTemplate template) {
        this.template = template;
        this.counters = new long[template.fields().size()];
        for (int i = 0; i < counters.length; i++) {
            counters[i] = template.fields().get(i) instanceof Field.Counter counter ? counter.first() : 0;
        }
    }

    int idWord() {
        return template.frame().idWord();
    }

    /**
     * The next frame.
     *
     * @param stuck the counters stay as they are
     * @param wrong every bit of its checksums is what it should not be
     */
    Frame make(long[] state, boolean stuck, boolean wrong) {
        byte[] data = FrameTemplate.data(template.frame()).toBytes();
        long counter = 0;
        for (int i = 0; i < counters.length; i++) {
            switch (template.fields().get(i)) {
                case Field.Value value ->
                    value.place().write(data, value.expression().value(state));
                case Field.Counter declared -> {
                    counter = counters[i];
                    declared.place().write(data, counter);
                    if (!stuck) {
                        counters[i] = counter == declared.last() ? declared.first() : counter + 1;
                    }
                }
                case Field.Check check -> {
                    int sum = check.checksum().over(data, check.first(), check.last(), check.at(), counter);
                    data[check.at()] = (byte) (wrong ? ~sum : sum);
                }
            }
        }
        return template.with(data);
    }
}
