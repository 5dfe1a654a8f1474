package org.buslane.virtual.ecu;

/** What a number is worked out from: {@code (speed + 40) * 100}. All numbers are longs, as Java reckons with them. */
public sealed interface Expression {
    /** @param state by the variables' places */
    long value(long[] state);

    /** Whether it is anything but 0. */
    default boolean holds(long[] state) {
        return value(state) != 0;
    }

    /** A number that stands there. */
    record Constant(long number) implements Expression {
        @Override
        public long value(long[] state) {
            return number;
        }
    }

    /** A variable of the ECU's. */
    record Reference(int place) implements Expression {
        @Override
        public long value(long[] state) {
            return state[place];
        }
    }

    /** Two and what is between them. */
    record Operation(Operator operator, Expression left, Expression right) implements Expression {
        @Override
        public long value(long[] state) {
            return operator.apply(left.value(state), right.value(state));
        }
    }
}
