package org.buslane.virtual.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.IdWord;
import org.buslane.core.testkit.Frames;
import org.buslane.core.testkit.Gen;
import org.buslane.core.testkit.Property;
import org.junit.jupiter.api.Test;

/** Which frames a socket hears, held against the kernel's own way of finding out. */
class FiltersTest {
    private static final int CASES = 5000;
    private static final int WORDS = 40;
    private static final int FLAGS = IdWord.EXTENDED | IdWord.REMOTE;

    /** Masks as programs write them: everything, one id, a prefix, error classes. */
    private static final int[] MASKS = {
        0,
        IdWord.STANDARD_MASK,
        IdWord.EXTENDED_MASK,
        IdWord.STANDARD_MASK | FLAGS,
        IdWord.EXTENDED_MASK | FLAGS,
        IdWord.STANDARD_MASK | IdWord.EXTENDED,
        IdWord.ERROR | IdWord.EXTENDED_MASK,
        IdWord.ERROR | 0x40,
        IdWord.ERROR,
        IdWord.EXTENDED,
        IdWord.REMOTE,
        0x700,
        0x1fffff00 | IdWord.EXTENDED
    };

    /** A socket's settings, and frames that are near them. */
    private record Case(Filters filters, int errorMask, boolean joined, List<Integer> words) {
        @Override
        public String toString() {
            return "filters %s, error mask %08x, joined %s, words %s"
                    .formatted(hex(IntStream.of(filters.words()).boxed().toList()), errorMask, joined, hex(words));
        }

        private static List<String> hex(List<Integer> words) {
            return words.stream().map("%08x"::formatted).toList();
        }
    }

    private static final Gen<Case> SOCKETS = random -> {
        int[] filters = new int[2 * random.nextInt(6)];
        for (int i = 0; i < filters.length; i += 2) {
            filters[i] = idWord(random) | (random.nextInt(3) == 0 ? Filters.INVERTED : 0);
            filters[i + 1] = random.nextInt(4) == 0 ? random.nextInt() : MASKS[random.nextInt(MASKS.length)];
        }
        int errorMask = random.nextBoolean() ? 0 : random.nextInt(IdWord.EXTENDED_MASK + 1);
        List<Integer> words =
                Stream.generate(() -> wordNear(random, filters)).limit(WORDS).toList();
        return new Case(new Filters(filters), errorMask, random.nextBoolean(), words);
    };

    private static int idWord(RandomGenerator random) {
        return Frames.id(random).value() | (random.nextInt() & FLAGS);
    }

    /** Often a word that differs from a filter's id where its mask is 0, or in one bit more. */
    private static int wordNear(RandomGenerator random, int[] filters) {
        int error = random.nextInt(4) == 0 ? IdWord.ERROR : 0;
        if (filters.length == 0 || random.nextInt(4) == 0) {
            return idWord(random) | error;
        }
        int filter = 2 * random.nextInt(filters.length / 2);
        int free = random.nextBoolean() ? 0 : random.nextInt() & ~filters[filter + 1];
        int flipped = random.nextInt(8) == 0 ? 1 << random.nextInt(32) : 0;
        return ((filters[filter] ^ free ^ flipped) & ~IdWord.ERROR) | error;
    }

    private static KernelFilters kernel(Case socket) {
        KernelFilters kernel = new KernelFilters();
        int[] words = socket.filters.words();
        for (int i = 0; i < words.length; i += 2) {
            kernel.register(words[i], words[i + 1]);
        }
        return kernel;
    }

    @Test
    void aFrameMeetsAsManyFiltersAsInTheKernel() {
        Property.holds(CASES, SOCKETS, socket -> {
            KernelFilters kernel = kernel(socket);
            for (int word : socket.words) {
                assertThat(socket.filters.matches(word)).as("%08x", word).isEqualTo(kernel.deliveries(word));
            }
        });
    }

    /** raw_rcv(): called once for each filter a frame meets; with joined filters the last call counts. */
    @Test
    void aSocketHearsWhatItWouldHearInTheKernel() {
        FrameBatch batch = batch();
        Property.holds(CASES, SOCKETS, socket -> {
            RawSocket raw = new RawSocket();
            raw.filters = socket.filters;
            raw.errorMask = socket.errorMask;
            raw.joinFilters = socket.joined;
            KernelFilters kernel = kernel(socket);
            kernel.registerErrors(socket.errorMask);
            int needed = socket.joined ? Math.max(1, socket.filters.count()) : 1;
            long expected = 0;
            batch.count(socket.words.size());
            for (int i = 0; i < socket.words.size(); i++) {
                put(batch, i, socket.words.get(i), FrameLayout.CLASSIC_SIZE);
                expected |= kernel.deliveries(socket.words.get(i)) >= needed ? 1L << i : 0;
            }
            assertThat(raw.wanted(batch, batch.all(), false)).isEqualTo(expected);
        });
    }

    @Test
    void onlySelectedFramesAreHeard() {
        FrameBatch batch = batch();
        batch.count(3);
        for (int i = 0; i < 3; i++) {
            put(batch, i, i, FrameLayout.CLASSIC_SIZE);
        }

        assertThat(new RawSocket().wanted(batch, 0b101, false)).isEqualTo(0b101);
    }

    @Test
    void framesOfAKindThatWasNotAskedForAreNotHeard() {
        FrameBatch batch = batch();
        batch.count(3);
        put(batch, 0, 1, FrameLayout.CLASSIC_SIZE);
        put(batch, 1, 1, FrameLayout.FD_SIZE);
        put(batch, 2, 1, FrameLayout.XL_HEADER + 5);
        RawSocket socket = new RawSocket();

        assertThat(socket.wanted(batch, batch.all(), false)).isEqualTo(0b001);
        socket.fd = true;
        assertThat(socket.wanted(batch, batch.all(), false)).isEqualTo(0b011);
        socket.xl = true;
        assertThat(socket.wanted(batch, batch.all(), false)).isEqualTo(0b111);
    }

    @Test
    void networkIdsOfXlFramesAreSentAndHeardByTheOptions() {
        FrameBatch batch = batch();
        batch.count(2);
        put(batch, 0, 0x123, FrameLayout.XL_HEADER + 5);
        put(batch, 1, 0x45_0123, FrameLayout.XL_HEADER + 5);
        RawSocket socket = new RawSocket();
        socket.xl = true;

        assertThat(socket.wanted(batch, batch.all(), false)).isEqualTo(0b01);
        assertThat(socket.sentPriority(0x0145_0923)).isEqualTo(0x123);

        socket.vcid = new Vcid(0xf0_40_77_04); // hears 4x
        assertThat(socket.wanted(batch, batch.all(), false)).isEqualTo(0b10);
        assertThat(socket.sentPriority(0x45_0123)).isEqualTo(0x123);

        socket.vcid = new Vcid(0x00_00_77_02); // passes what is there
        assertThat(socket.sentPriority(0x0145_0923)).isEqualTo(0x45_0123);

        socket.vcid = new Vcid(0x00_00_77_03); // sends its own
        assertThat(socket.sentPriority(0x45_0123)).isEqualTo(0x77_0123);
    }

    @Test
    void ownFramesAreHeardOnlyByAskingForThem() {
        FrameBatch batch = batch();
        batch.count(1);
        put(batch, 0, 1, FrameLayout.CLASSIC_SIZE);
        RawSocket socket = new RawSocket();

        assertThat(socket.wanted(batch, 1, true)).isZero();
        assertThat(socket.wanted(batch, 1, false)).isEqualTo(1);
        socket.receiveOwn = true;
        assertThat(socket.wanted(batch, 1, true)).isEqualTo(1);
    }

    @Test
    void aNewSocketTakesAllButErrorFrames() {
        assertThat(Filters.DEFAULT.takesAll()).isTrue();
        assertThat(new Filters(new int[] {Filters.INVERTED, 0}).takesAll()).isFalse();
        assertThat(new Filters(new int[] {0, IdWord.ERROR}).takesAll()).isFalse();
        assertThat(new Filters(new int[0]).takesAll()).isFalse();
        assertThat(Filters.DEFAULT.matches(IdWord.ERROR | 1)).isZero();
    }

    @Test
    void whatWasGivenIsKeptAsItWasGiven() {
        int[] words = {0x123 | Filters.INVERTED, 0xffffffff, 0x80000123, 0x1fffffff};
        assertThat(new Filters(words).words()).containsExactly(words);
    }

    @Test
    void halfAFilterAndMoreThan512AreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Filters(new int[3]))
                .withMessageContaining("3 words");
        assertThatIllegalArgumentException().isThrownBy(() -> new Filters(new int[1026]));
        assertThat(new Filters(new int[1024]).count()).isEqualTo(Filters.MAX);
    }

    private static FrameBatch batch() {
        return new FrameBatch(Arena.ofAuto().allocate(64L * 128, 8), 128);
    }

    private static void put(FrameBatch batch, int slot, int idWord, int size) {
        batch.size(slot, size);
        batch.memory().set(ValueLayout.JAVA_INT, batch.offset(slot), idWord);
    }
}
