package org.buslane.virtual.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.buslane.core.testkit.Gen;
import org.buslane.core.testkit.Property;
import org.junit.jupiter.api.Test;

/** A socket whose state is saved and restored answers every question as before. */
class SavedSocketTest {
    /** A call of setsockopt(), or of bind() with level -1. */
    private record Call(int level, int name, List<Integer> words) {}

    private static final Gen<List<Call>> CALLS = new Gen<>() {
        @Override
        public List<Call> next(RandomGenerator random) {
            List<Call> calls = new ArrayList<>();
            for (int left = random.nextInt(12); left > 0; left--) {
                calls.add(call(random));
            }
            return calls;
        }

        @Override
        public List<List<Call>> smaller(List<Call> calls) {
            return calls.isEmpty()
                    ? List.of()
                    : List.of(calls.subList(1, calls.size()), calls.subList(0, calls.size() - 1));
        }
    };

    private static Call call(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Call(-1, 0, List.of(random.nextBoolean() ? 0 : 20001 + random.nextInt(63)));
            case 1 ->
                new Call(
                        RawOptions.SOL_CAN_RAW,
                        RawOptions.FILTER,
                        random.ints(2L * random.nextInt(513)).boxed().toList());
            case 2 -> new Call(RawOptions.SOL_CAN_RAW, random.nextInt(2, 9), List.of(number(random)));
            default ->
                new Call(RawOptions.SOL_SOCKET, Gen.oneOf(random, 29, 63, 35, 64, 37, 65, 40), List.of(number(random)));
        };
    }

    private static int number(RandomGenerator random) {
        return random.nextBoolean() ? random.nextInt(2) : random.nextInt();
    }

    private static RawSocket socket(List<Call> calls) {
        RawSocket socket = new RawSocket();
        for (Call call : calls) {
            int[] words = call.words.stream().mapToInt(Integer::intValue).toArray();
            if (call.level < 0) {
                socket.bind(words[0]);
            } else {
                RawOptions.set(socket, call.level, call.name, MemorySegment.ofArray(words));
            }
        }
        return socket;
    }

    private static List<Integer> everything(RawSocket socket) {
        List<Integer> values = new ArrayList<>(List.of(socket.stateWord(), socket.stampFlags()));
        for (int name = 1; name < 70; name++) {
            for (int level : List.of(RawOptions.SOL_CAN_RAW, RawOptions.SOL_SOCKET)) {
                RawOptions.Value value = RawOptions.get(socket, level, name, 4096);
                values.add(value.error());
                for (int word : value.bytes().toArray(ValueLayout.JAVA_INT_UNALIGNED)) {
                    values.add(word);
                }
            }
        }
        return values;
    }

    @Test
    void aRestoredSocketIsTheOneThatWasSaved() {
        Property.holds(CALLS, calls -> {
            RawSocket socket = socket(calls);
            RawSocket restored =
                    RawSocket.restore(socket.save(), socket.filters().words());
            assertThat(everything(restored)).isEqualTo(everything(socket));
        });
    }
}
