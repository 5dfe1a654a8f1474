package org.buslane.virtual.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.buslane.virtual.raw.Filters;
import org.buslane.virtual.raw.RawOptions;
import org.buslane.virtual.session.Protocol;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code native/bus_socket.h}, as the compiler understands it, and the classes of this package together. */
class BusSocketHeaderTest {
    private static final Map<String, Integer> CONSTANTS = Map.ofEntries(
            Map.entry("BL_TAG_ADDRESSED", ProgramRecord.TAG_ADDRESSED),
            Map.entry("BL_TAG_REQUEST", ProgramRecord.TAG_REQUEST),
            Map.entry("sizeof(struct bl_addressed)", ProgramRecord.ADDRESS_SIZE),
            Map.entry("BL_OP_TABLE", Op.TABLE),
            Map.entry("BL_OP_BIND", Op.BIND),
            Map.entry("BL_OP_SETOPT", Op.SETOPT),
            Map.entry("BL_OP_GETOPT", Op.GETOPT),
            Map.entry("BL_OP_ACCOUNT", Op.ACCOUNT),
            Map.entry("BL_OP_PROTOCOL", Op.PROTOCOL),
            Map.entry("BL_OP_SEND", Op.SEND),
            Map.entry("BL_OP_CONNECT", Op.CONNECT),
            Map.entry("BL_OP_NAME", Op.NAME),
            Map.entry("BL_SEND_MAX", Request.MAX_SEND),
            Map.entry("BL_SEND_ADDRESSED", Request.ADDRESSED),
            Map.entry("BL_SEND_BAD_ADDRESS", Request.BAD_ADDRESS),
            Map.entry("BL_SEND_NONBLOCK", Request.NONBLOCK),
            Map.entry("BL_STATE_SESSION", StateWord.SESSION),
            Map.entry("BL_STATE_ISOTP", StateWord.ISOTP),
            Map.entry("CAN_RAW", Protocol.RAW),
            Map.entry("CAN_BCM", Protocol.BCM),
            Map.entry("CAN_ISOTP", Protocol.ISOTP),
            Map.entry("sizeof(struct bl_request)", Request.HEADER_SIZE),
            Map.entry("CAN_RAW_FILTER_MAX * sizeof(struct can_filter)", Request.MAX_VALUE),
            Map.entry("sizeof(struct bl_reply)", Reply.HEADER_SIZE),
            Map.entry("BL_STATE_INDEX", StateWord.INDEX),
            Map.entry("BL_STATE_FD", StateWord.FD),
            Map.entry("BL_STATE_XL", StateWord.XL),
            Map.entry("BL_STATE_BOUND", StateWord.BOUND),
            Map.entry("BL_STATE_PENDING", StateWord.PENDING),
            Map.entry("BL_STATE_MAGIC", StateWord.MAGIC),
            Map.entry("BL_STATE_MASK", StateWord.MASK),
            Map.entry("sizeof(struct bl_trailer)", Trailer.SIZE),
            Map.entry("BL_LOCAL", Trailer.LOCAL),
            Map.entry("BL_OWN", Trailer.OWN),
            Map.entry("BL_STAMP", Trailer.STAMP),
            Map.entry("BL_STAMPNS", Trailer.STAMPNS),
            Map.entry("BL_STAMPING", Trailer.STAMPING),
            Map.entry("BL_OVERFLOW", Trailer.OVERFLOW),
            Map.entry("BL_NEW_TIME", Trailer.NEW_TIME),
            Map.entry("BL_EVENT", Trailer.EVENT),
            Map.entry("BL_TOLD", Trailer.TOLD),
            Map.entry("BL_TABLE_MAX", InterfaceTable.MAX_INTERFACES),
            Map.entry("BL_INDEX_FIRST", InterfaceTable.FIRST_INDEX),
            Map.entry("sizeof(struct bl_table)", InterfaceTable.SIZE),
            Map.entry("sizeof(((struct bl_interface *)0)->name)", InterfaceTable.NAME_SIZE),
            Map.entry("SOL_SOCKET", RawOptions.SOL_SOCKET),
            Map.entry("SOL_CAN_RAW", RawOptions.SOL_CAN_RAW),
            Map.entry("CAN_RAW_FILTER", RawOptions.FILTER),
            Map.entry("CAN_RAW_ERR_FILTER", RawOptions.ERR_FILTER),
            Map.entry("CAN_RAW_LOOPBACK", RawOptions.LOOPBACK),
            Map.entry("CAN_RAW_RECV_OWN_MSGS", RawOptions.RECV_OWN_MSGS),
            Map.entry("CAN_RAW_FD_FRAMES", RawOptions.FD_FRAMES),
            Map.entry("CAN_RAW_JOIN_FILTERS", RawOptions.JOIN_FILTERS),
            Map.entry("sizeof(struct can_filter)", Filters.SIZE),
            Map.entry("CAN_RAW_FILTER_MAX", Filters.MAX),
            Map.entry("CAN_INV_FILTER", Filters.INVERTED),
            Map.entry("SO_TIMESTAMP_OLD", RawOptions.TIMESTAMP),
            Map.entry("SO_TIMESTAMP_NEW", RawOptions.TIMESTAMP_NEW),
            Map.entry("SO_TIMESTAMPNS_OLD", RawOptions.TIMESTAMPNS),
            Map.entry("SO_TIMESTAMPNS_NEW", RawOptions.TIMESTAMPNS_NEW),
            Map.entry("SO_TIMESTAMPING_OLD", RawOptions.TIMESTAMPING),
            Map.entry("SO_TIMESTAMPING_NEW", RawOptions.TIMESTAMPING_NEW),
            Map.entry("SO_RXQ_OVFL", RawOptions.RXQ_OVFL));

    private static final List<String> LAYOUT = List.of(
            "offsetof(struct bl_addressed, tag)",
            "offsetof(struct bl_addressed, ifindex)",
            "offsetof(struct bl_request, tag)",
            "offsetof(struct bl_request, op)",
            "offsetof(struct bl_request, level)",
            "offsetof(struct bl_request, name)",
            "offsetof(struct bl_request, length)",
            "offsetof(struct bl_reply, error)",
            "offsetof(struct bl_reply, state)",
            "offsetof(struct bl_reply, needed)",
            "offsetof(struct bl_reply, length)",
            "offsetof(struct bl_trailer, ifindex)",
            "offsetof(struct bl_trailer, flags)",
            "offsetof(struct bl_trailer, stamp)",
            "offsetof(struct bl_trailer, drops)",
            "offsetof(struct bl_trailer, error)",
            "offsetof(struct bl_table, magic)",
            "offsetof(struct bl_table, version)",
            "offsetof(struct bl_table, count)",
            "offsetof(struct bl_table, changes)",
            "offsetof(struct bl_table, interfaces[0].name)",
            "offsetof(struct bl_table, interfaces[2].name)",
            "offsetof(struct bl_table, interfaces[2].index)",
            "offsetof(struct bl_table, interfaces[2].flags)",
            "offsetof(struct bl_table, interfaces[2].mtu)",
            "BL_TABLE_MAGIC",
            "IFF_UP | IFF_RUNNING | IFF_NOARP | IFF_LOWER_UP",
            "IFF_NOARP");

    @TempDir
    static Path folder;

    private static Map<String, Integer> header = Map.of();

    @BeforeAll
    static void askTheCompiler() {
        List<String> expressions = new ArrayList<>(CONSTANTS.keySet());
        expressions.addAll(LAYOUT);
        header = BusSocketHeader.evaluate(expressions, folder);
    }

    private static int c(String expression) {
        return Stream.ofNullable(header.get(expression)).findFirst().orElseThrow(() -> new AssertionError(expression));
    }

    private static int at(MemorySegment memory, String struct, String field) {
        return memory.get(ValueLayout.JAVA_INT_UNALIGNED, c("offsetof(struct bl_%s, %s)".formatted(struct, field)));
    }

    @Test
    void everyConstantIsTheHeaders() {
        CONSTANTS.forEach((name, value) -> assertThat(c(name)).as(name).isEqualTo(value));
    }

    @Test
    void anAddressStandsWhereTheHeaderSays() {
        MemorySegment memory = segment(new int[] {ProgramRecord.TAG_ADDRESSED, 20005, 0, 0, 0, 0});

        assertThat(at(memory, "addressed", "tag")).isEqualTo(c("BL_TAG_ADDRESSED"));
        assertThat(at(memory, "addressed", "ifindex")).isEqualTo(ProgramRecord.address(memory, 0));
    }

    @Test
    void aRequestIsLaidOutAsTheHeaderSays() {
        MemorySegment memory = segment(new int[6]);
        MemorySegment value = segment(new int[] {0x01020304});

        int size = Request.write(memory, Op.SETOPT, 101, 5, value);

        assertThat(size).isEqualTo(c("sizeof(struct bl_request)") + 4);
        assertThat(at(memory, "request", "tag")).isEqualTo(c("BL_TAG_REQUEST"));
        assertThat(at(memory, "request", "op")).isEqualTo(c("BL_OP_SETOPT"));
        assertThat(at(memory, "request", "level")).isEqualTo(101);
        assertThat(at(memory, "request", "name")).isEqualTo(5);
        assertThat(at(memory, "request", "length")).isEqualTo(4);
        assertThat(memory.get(ValueLayout.JAVA_INT_UNALIGNED, c("sizeof(struct bl_request)")))
                .isEqualTo(0x01020304);
    }

    @Test
    void aReplyIsLaidOutAsTheHeaderSays() {
        MemorySegment memory = segment(new int[5]);

        new Reply(34, 0x58400001, 4096, segment(new int[] {0x01020304})).write(memory);

        assertThat(at(memory, "reply", "error")).isEqualTo(34);
        assertThat(at(memory, "reply", "state")).isEqualTo(0x58400001);
        assertThat(at(memory, "reply", "needed")).isEqualTo(4096);
        assertThat(at(memory, "reply", "length")).isEqualTo(4);
        assertThat(memory.get(ValueLayout.JAVA_INT_UNALIGNED, c("sizeof(struct bl_reply)")))
                .isEqualTo(0x01020304);
    }

    @Test
    void aTrailerIsLaidOutAsTheHeaderSays() {
        MemorySegment memory = segment(new int[6]);

        Trailer.writeEvent(memory, 0, 20001, Trailer.TOLD, 0x1122334455667788L, 100);

        assertThat(at(memory, "trailer", "ifindex")).isEqualTo(20001).isEqualTo(Trailer.index(memory, 0));
        assertThat(at(memory, "trailer", "flags"))
                .isEqualTo(c("BL_EVENT") | c("BL_TOLD"))
                .isEqualTo(Trailer.flags(memory, 0));
        assertThat(memory.get(ValueLayout.JAVA_LONG, c("offsetof(struct bl_trailer, stamp)")))
                .isEqualTo(0x1122334455667788L)
                .isEqualTo(Trailer.stamp(memory, 0));
        assertThat(at(memory, "trailer", "error")).isEqualTo(100).isEqualTo(Trailer.error(memory, 0));

        Trailer.write(memory, 0, 20001, Trailer.OWN, 1, 77);

        assertThat(at(memory, "trailer", "drops")).isEqualTo(77).isEqualTo(Trailer.drops(memory, 0));
        assertThat(at(memory, "trailer", "error")).isZero();
    }

    @Test
    void aTableIsLaidOutAsTheHeaderSays() {
        MemorySegment memory = segment(new int[InterfaceTable.SIZE / Integer.BYTES]);
        InterfaceTable table = new InterfaceTable(memory);

        table.write(List.of(entry("can0", 0, true), entry("vcan1", 1, true), entry("a23456789012345", 2, false)));
        table.up(InterfaceTable.FIRST_INDEX + 2, true);

        assertThat(at(memory, "table", "magic")).isEqualTo(c("BL_TABLE_MAGIC"));
        assertThat(at(memory, "table", "version")).isEqualTo(1);
        assertThat(at(memory, "table", "count")).isEqualTo(3);
        assertThat(at(memory, "table", "changes")).isEqualTo(2);
        assertThat(memory.getString(c("offsetof(struct bl_table, interfaces[0].name)")))
                .isEqualTo("can0");
        assertThat(memory.getString(c("offsetof(struct bl_table, interfaces[2].name)")))
                .isEqualTo("a23456789012345");
        assertThat(at(memory, "table", "interfaces[2].index")).isEqualTo(20003);
        assertThat(at(memory, "table", "interfaces[2].mtu")).isEqualTo(72);
        assertThat(at(memory, "table", "interfaces[2].flags"))
                .isEqualTo(c("IFF_UP | IFF_RUNNING | IFF_NOARP | IFF_LOWER_UP"));

        table.up(InterfaceTable.FIRST_INDEX + 2, false);

        assertThat(at(memory, "table", "interfaces[2].flags")).isEqualTo(c("IFF_NOARP"));
    }

    private static InterfaceTable.Entry entry(String name, int place, boolean up) {
        return new InterfaceTable.Entry(name, InterfaceTable.FIRST_INDEX + place, up, 72);
    }

    private static MemorySegment segment(int[] words) {
        return Arena.ofAuto().allocate((long) words.length * Integer.BYTES, 8).copyFrom(MemorySegment.ofArray(words));
    }
}
