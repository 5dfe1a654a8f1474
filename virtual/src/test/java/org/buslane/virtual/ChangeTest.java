package org.buslane.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.buslane.virtual.GatewayFixture.can;
import static org.buslane.virtual.GatewayFixture.config;
import static org.buslane.virtual.GatewayFixture.lane;
import static org.buslane.virtual.GatewayFixture.policy;
import static org.buslane.virtual.GatewayFixture.wideLane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buslane.core.bus.DropReason;
import org.buslane.core.policy.Policy;
import org.buslane.linux.Errno;
import org.buslane.virtual.Program.Heard;
import org.buslane.virtual.raw.RawOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway gets another configuration while programs are on it; also just before it is killed. */
@Timeout(60)
class ChangeTest {
    private static final LaneSpec WIDE = wideLane("wide", 2);
    private static final VirtualConfig CONFIG = config(2, WIDE, lane("other", "can0", Policy.everything()));

    private final Succession gateways = new Succession(CONFIG);
    private final List<Program> programs = new ArrayList<>();

    @AfterEach
    void close() {
        programs.forEach(Program::close);
        gateways.close();
    }

    private Program bound(String lane, int index) {
        Program program = gateways.bound(lane, index);
        programs.add(program);
        return program;
    }

    @Test
    void busesAndLanesThatComeCanBeUsedAtOnceAndNobodyElseNotices() {
        Program writer = bound("wide", can(0));
        Program reader = bound("other", can(0));

        assertThat(gateways.change(config(
                        3, WIDE, lane("other", "can0", Policy.everything()), lane("new", "can2", Policy.everything()))))
                .containsExactly(
                        "add bus can2 (fd)", "add lane new with can0 (bus can2): read allr, write allr, error frames");
        Program one = bound("new", can(2));
        Program two = bound("new", can(2));
        one.send("123#01");
        one.flush();
        writer.send("124#02");
        writer.flush();

        assertThat(two.texts()).containsExactly("123#01");
        assertThat(reader.texts()).containsExactly("124#02");
    }

    @Test
    void programsOfALaneThatIsNoMoreSeeTheEndAndAllOthersGoOn() {
        Program gone = bound("other", can(0));
        Program one = bound("wide", can(0));
        Program two = bound("wide", can(0));

        assertThat(gateways.change(config(2, WIDE))).containsExactly("remove lane other");
        one.send("001#");
        one.flush();

        assertThat(gone.hear()).isEmpty();
        assertThat(two.texts()).containsExactly("001#");
        assertThat(gateways.store().names()).noneMatch(name -> name.contains("other"));
        assertThat(GatewayFixture.busSocket(gateways.folder(), "other").getParent())
                .doesNotExist();
    }

    /** raw_notify() of net/can/raw.c at NETDEV_UNREGISTER, as Linux 6.1 and 6.12 were seen to do. */
    @Test
    void whoIsBoundToABusThatIsNoMoreIsUnboundWithoutFiltersAndIsTold() {
        Program gone = bound("wide", can(1));
        Program all = bound("wide", 0);
        Program writer = bound("other", can(0));

        assertThat(gateways.change(config(1, wideLane("wide", 1), lane("other", "can0", Policy.everything()))))
                .containsExactly("remove from lane wide can1", "remove bus can1");
        gone.send("001#");
        gone.sendTo(can(1), "001#");
        gone.flush();
        writer.send("002#");
        writer.flush();

        assertThat(gone.hear()).map(Heard::error).isEqualTo(Optional.of(Errno.ENODEV));
        assertThat(gone.get(RawOptions.SOL_CAN_RAW, RawOptions.FILTER)).isEmpty();
        assertThat(gateways.lane("wide").written().dropped(DropReason.UNBOUND)).isEqualTo(2);
        assertThat(all.texts()).containsExactly("002#");
        assertThat(gone.bind(can(0))).isZero();
        writer.send("003#");
        writer.flush();
        assertThat(gone.drain()).isEmpty();
        gone.with(RawOptions.FILTER, 0, 0);
        writer.send("004#");
        writer.flush();
        assertThat(gone.texts()).containsExactly("004#");
    }

    @Test
    void whoIsBoundToEveryInterfaceHearsOneThatComes() {
        Program all = bound("other", 0);
        Program writer = bound("wide", can(1));

        gateways.change(config(2, WIDE, wideLane("other", 2)));
        writer.send("001#");
        writer.flush();

        assertThat(all.texts()).containsExactly("001#");
    }

    @Test
    void aLaneIsJudgedByItsNewRulesFromTheNextFrameOnAndKeepsItsSocketsQueuesAndCounts() {
        Program reader = bound("other", can(0));
        Program writer = bound("wide", can(0));
        writer.send("001#", "002#");
        writer.flush();

        assertThat(gateways.change(config(2, WIDE, lane("other", "can0", policy("002", "none")))))
                .containsExactly("let lane other on can0 read 002 instead of allr, write none instead of allr,"
                        + " pass no error frames");
        writer.send("001#", "002#");
        writer.flush();
        reader.send("003#");
        reader.flush();

        assertThat(reader.texts()).containsExactly("001#", "002#", "002#");
        assertThat(gateways.lane("other").read().in()).isEqualTo(4);
        assertThat(gateways.lane("other").read().dropped(DropReason.DENIED)).isEqualTo(1);
        assertThat(gateways.lane("other").written().dropped(DropReason.DENIED)).isEqualTo(1);
    }

    @Test
    void whatWasSpentOfARateThatStaysIsSpent() {
        LaneSpec slow = lane("other", "can0", policy("allr", "all@1/s"));
        gateways.change(config(2, WIDE, slow));
        Program writer = bound("other", can(0));
        writer.send("001#");
        writer.flush();

        gateways.change(config(3, WIDE, slow));
        writer.send("001#");
        writer.flush();

        assertThat(gateways.lane("other").written().dropped(DropReason.OVER_RATE))
                .isEqualTo(1);
    }

    @Test
    void anInterfaceWithAnotherNameIsTheSameInterface() {
        Program program = bound("other", can(0));

        assertThat(gateways.change(config(
                        2,
                        WIDE,
                        new LaneSpec(
                                "other",
                                List.of(new LaneSpec.LinkSpec("renamed", "can0", Policy.everything())),
                                LaneSpec.EVERYBODY))))
                .containsExactly("rename can0 of lane other to renamed");

        program.send("001#");
        program.flush();
        assertThat(gateways.lane("other").connections())
                .extracting(LaneStatus.ConnectionStatus::bound)
                .containsExactly("renamed");
        assertThat(gateways.lane("other").written().delivered()).isEqualTo(1);
    }

    @Test
    void aBusOfAnotherKindCarriesOtherFramesAndKeepsItsSockets() {
        Program writer = bound("wide", can(0)).with(RawOptions.FD_FRAMES, 1);
        VirtualConfig classic = new VirtualConfig(
                List.of(new BusSpec("can0", BusKind.CLASSIC), CONFIG.buses().getLast()), CONFIG.lanes());

        assertThat(gateways.change(classic)).containsExactly("change bus can0 from fd to classic");
        writer.send("001##101");
        writer.flush();
        gateways.change(CONFIG);
        writer.send("001##101");
        writer.flush();

        assertThat(gateways.lane("wide").written().dropped(DropReason.INVALID)).isEqualTo(1);
        assertThat(gateways.lane("wide").written().delivered()).isEqualTo(1);
    }

    @Test
    void whoMayComeChangesAndWhoIsThereStays() throws IOException {
        Program there = bound("wide", can(0));
        Path socket = GatewayFixture.busSocket(gateways.folder(), "wide");

        assertThat(gateways.change(config(
                        2,
                        new LaneSpec("wide", WIDE.links(), 0600),
                        CONFIG.lanes().getLast())))
                .containsExactly("change the mode of lane wide from 0666 to 0600");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-------");
        assertThat(there.bind(can(1))).isZero();

        gateways.kill();
        gateways.succeed(CONFIG);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-rw-rw-");
    }

    @Test
    void aBusThatComesAgainIsAnotherInterfaceAndGoesOnCounting() {
        Program writer = bound("wide", can(1));
        writer.send("001#");
        writer.flush();

        gateways.change(config(1, wideLane("wide", 1)));
        gateways.change(config(2, WIDE));
        writer.sendTo(can(1), "002#");
        writer.flush();
        Program next = bound("wide", can(2));
        next.send("003#");
        next.flush();

        assertThat(gateways.lane("wide").links())
                .extracting(LaneStatus.LinkStatus::index)
                .containsExactly(can(0), can(2));
        assertThat(gateways.lane("wide").written().dropped(DropReason.UNBOUND)).isEqualTo(1);
        assertThat(gateways.status().buses()).extracting(BusStatus::frames).containsExactly(0L, 2L);
    }

    @Test
    void aLaneThatComesAgainGoesOnCounting() {
        Program writer = bound("other", can(0));
        writer.send("001#", "002#");
        writer.flush();

        gateways.change(config(2, WIDE));
        gateways.kill();
        gateways.succeed(config(2, WIDE));
        gateways.change(CONFIG);

        assertThat(gateways.lane("other").written().delivered()).isEqualTo(2);
    }

    @Test
    void nothingHasChangedIfALaneCannotBeOpened() throws IOException {
        Program gone = bound("other", can(0));
        Path inTheWay = gateways.folder().resolve("lanes").resolve("new");
        Files.writeString(inTheWay, "");

        assertThatThrownBy(() -> gateways.change(config(
                        3, lane("first", "can2", Policy.everything()), lane("new", "can2", Policy.everything()))))
                .hasMessageContaining("lane new");

        assertThat(gone.bind(can(0))).isZero();
        assertThat(gateways.status().buses()).extracting(BusStatus::name).containsExactly("can0", "can1");
        assertThat(gateways.status().lanes()).extracting(LaneStatus::name).containsExactly("wide", "other");
        assertThat(gateways.store().names()).noneMatch(name -> name.contains("first") || name.contains("new"));
        assertThat(GatewayFixture.busSocket(gateways.folder(), "first").getParent())
                .doesNotExist();
        assertThat(gateways.change(CONFIG)).isEmpty();
        Files.deleteIfExists(inTheWay);
    }

    @Test
    void aGatewayWithoutAnyBusLivesAndGetsSome() {
        bound("wide", can(0));
        gateways.change(VirtualConfig.EMPTY);
        assertThat(gateways.status().buses()).isEmpty();
        assertThat(gateways.folder()).isEmptyDirectory();

        gateways.kill();
        gateways.succeed(VirtualConfig.EMPTY);
        assertThat(gateways.status().lanes()).isEmpty();

        gateways.change(CONFIG);
        assertThat(bound("wide", can(2)).flush().drain()).isEmpty();
    }

    @Test
    void aGatewayKilledRightAfterAChangeLeavesTheChangedToTheNext() {
        Program stays = bound("wide", can(0));
        VirtualConfig after = config(3, wideLane("wide", 3), lane("new", "can0", policy("001", "none")));
        gateways.change(after);
        Program reader = bound("new", can(0));
        Program third = bound("wide", can(2));

        gateways.kill();
        stays.send("001#", "002#");
        gateways.succeed(after);
        stays.flush();

        assertThat(reader.texts()).containsExactly("001#");
        assertThat(third.flush().drain()).isEmpty();
        assertThat(gateways.lane("wide").links())
                .extracting(LaneStatus.LinkStatus::index)
                .containsExactly(can(0), can(1), can(2));
    }

    @Test
    void oneThatStartsWithWhatWasBeforeTheChangeResumesWhatIsInBoth() {
        Program stays = bound("wide", can(0));
        Program unplugged = bound("wide", can(1));
        gateways.change(config(
                3,
                new LaneSpec(
                        "wide",
                        List.of(
                                new LaneSpec.LinkSpec("can2", "can2", Policy.everything()),
                                new LaneSpec.LinkSpec("can0", "can0", Policy.everything())),
                        LaneSpec.EVERYBODY)));
        Program gone = bound("wide", can(2));

        gateways.kill();
        gateways.succeed(CONFIG);
        stays.send("001#");
        stays.flush();

        assertThat(gone.hear()).map(Heard::error).isEqualTo(Optional.of(Errno.ENODEV));
        assertThat(unplugged.hear()).map(Heard::error).isEqualTo(Optional.of(Errno.ENODEV));
        assertThat(bound("other", can(0)).flush().drain()).isEmpty();
        assertThat(gateways.lane("wide").written().delivered()).isEqualTo(1);
        assertThat(gateways.lane("wide").links())
                .extracting(LaneStatus.LinkStatus::index)
                .containsExactly(can(0), can(1));
    }
}
