package org.buslane.virtual.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.buslane.core.testkit.Bytes;
import org.buslane.core.testkit.Gen;
import org.buslane.core.testkit.Property;
import org.buslane.virtual.wire.InterfaceTable.Entry;
import org.junit.jupiter.api.Test;

class InterfaceTableTest {
    private static final String LETTERS = "abcxyzABC0189_.-";

    private static Entry entry(RandomGenerator random) {
        String name = random.ints(random.nextInt(1, InterfaceTable.NAME_SIZE), 0, LETTERS.length())
                .mapToObj(i -> LETTERS.substring(i, i + 1))
                .reduce("", String::concat);
        return new Entry(name, random.nextInt(1, 0x100000), random.nextBoolean(), Gen.oneOf(random, 16, 72, 2060));
    }

    private static MemorySegment memory() {
        return Arena.ofAuto().allocate(InterfaceTable.SIZE, 8);
    }

    @Test
    void whatIsWrittenIsRead() {
        MemorySegment memory = memory();
        Gen<List<Entry>> tables = random -> Stream.generate(() -> entry(random))
                .limit(random.nextInt(InterfaceTable.MAX_INTERFACES + 1))
                .toList();
        Property.holds(tables, entries -> {
            InterfaceTable table = new InterfaceTable(memory);
            table.write(entries);
            assertThat(table.isPresent()).isTrue();
            assertThat(table.entries()).isEqualTo(entries);
            for (Entry entry : entries) {
                assertThat(table.named(entry.name())).map(Entry::name).contains(entry.name());
            }
        });
    }

    /** Each interface of an index stands for itself, as in a lane: no index is there twice. */
    @Test
    void aChangedTableHasWhatItIsToHaveInWhateverOrder() {
        MemorySegment memory = memory();
        Gen<List<Entry>> tables = random -> random.ints(random.nextInt(8), 1, 10)
                .distinct()
                .mapToObj(index -> {
                    Entry entry = entry(random);
                    return new Entry(entry.name(), index, entry.up(), entry.mtu());
                })
                .toList();
        Property.holds(tables, entries -> {
            InterfaceTable table = new InterfaceTable(memory);
            table.change(entries);
            assertThat(table.entries()).containsExactlyInAnyOrderElementsOf(entries);
        });
    }

    @Test
    void whatAKilledGatewayHadBegunToChangeIsMended() {
        MemorySegment memory = memory();
        InterfaceTable table = new InterfaceTable(memory);
        Entry first = new Entry("can0", 20001, true, 72);
        Entry last = new Entry("can2", 20003, false, 16);
        table.write(List.of(first, last, last));

        table.change(List.of(last, first));

        assertThat(table.entries()).containsExactly(first, last);
    }

    @Test
    void anyBytesAreReadAsSomeTable() {
        MemorySegment memory = memory();
        Property.holds(new Bytes(InterfaceTable.SIZE, InterfaceTable.SIZE), bytes -> {
            memory.copyFrom(MemorySegment.ofArray(bytes));
            InterfaceTable table = new InterfaceTable(memory);
            assertThat(table.entries()).hasSizeLessThanOrEqualTo(InterfaceTable.MAX_INTERFACES);
            assertThat(table.named("can0")).isEmpty();
            table.up(InterfaceTable.FIRST_INDEX, false);
        });
    }

    @Test
    void zerosAreNoTable() {
        assertThat(new InterfaceTable(memory()).isPresent()).isFalse();
    }

    @Test
    void upAndDownConcernOneInterfaceAndEveryChangeIsCounted() {
        MemorySegment memory = memory();
        InterfaceTable table = new InterfaceTable(memory);
        table.write(List.of(new Entry("can0", 20001, true, 72), new Entry("can1", 20002, true, 16)));
        int changes = memory.get(ValueLayout.JAVA_INT, 12);

        table.up(20002, false);
        table.up(99, false);

        assertThat(table.entries())
                .containsExactly(new Entry("can0", 20001, true, 72), new Entry("can1", 20002, false, 16));
        assertThat(memory.get(ValueLayout.JAVA_INT, 12)).isEqualTo(changes + 1);
    }

    @Test
    void moreInterfacesThanFitAreRefusedInOneSentence() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i <= InterfaceTable.MAX_INTERFACES; i++) {
            entries.add(new Entry("can" + i, 20001 + i, true, 72));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InterfaceTable(memory()).write(entries))
                .withMessage("a lane has at most 63 interfaces, not 64");
    }
}
