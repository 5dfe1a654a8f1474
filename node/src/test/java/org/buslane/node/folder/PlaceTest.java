package org.buslane.node.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.buslane.linux.UidMap;
import org.junit.jupiter.api.Test;

class PlaceTest {
    private static final Path ROOT = Path.of("/");
    private static final UidMap MAPPED = new UidMap(List.of(new UidMap.Range(0, 1000, 1)));

    @Test
    void clientsLookInTheOrderOfTheRule() {
        Caller caller = new Caller(
                1000, Caller.WHOLE, Map.of("BUSLANE_RUNDIR", "/a", "XDG_RUNTIME_DIR", "/run/user/1000"), ROOT);

        assertThat(folders(caller))
                .containsExactly("/a", "/run/user/1000/buslane", "/run/buslane", "/tmp/buslane-1000");
    }

    @Test
    void variablesThatHoldNoAbsolutePathAreAsIfUnset() {
        Caller caller = new Caller(7, Caller.WHOLE, Map.of("BUSLANE_RUNDIR", "", "XDG_RUNTIME_DIR", "run"), ROOT);

        assertThat(folders(caller)).containsExactly("/run/buslane", "/tmp/buslane-7");
    }

    @Test
    void insideAUserNamespaceTheOuterUidNamesTheTemporaryFolder() {
        assertThat(folders(new Caller(0, MAPPED, Map.of(), ROOT))).containsExactly("/run/buslane", "/tmp/buslane-1000");
    }

    @Test
    void aUidThatIsNotMappedStandsForItself() {
        assertThat(folders(new Caller(65534, new UidMap(List.of()), Map.of(), ROOT)))
                .containsExactly("/run/buslane", "/tmp/buslane-65534");
    }

    @Test
    void aGatewayOfRootServesTheMachine() {
        Map<String, String> session = Map.of("XDG_RUNTIME_DIR", "/run/user/0");

        assertThat(Place.ofGateway(new Caller(0, Caller.WHOLE, session, ROOT), true)
                        .folder())
                .hasToString("/run/buslane");
    }

    @Test
    void rootOfAUserNamespaceIsAUserLikeAnyOther() {
        assertThat(Place.ofGateway(new Caller(0, MAPPED, Map.of(), ROOT), false).folder())
                .hasToString("/tmp/buslane-1000");
    }

    @Test
    void aGatewayOfAUserGoesIntoTheSessionIfThereIsOne() {
        Caller caller = new Caller(1000, Caller.WHOLE, Map.of("XDG_RUNTIME_DIR", "/run/user/1000"), ROOT);

        assertThat(Place.ofGateway(caller, true).folder()).hasToString("/run/user/1000/buslane");
        assertThat(Place.ofGateway(caller, false).folder()).hasToString("/tmp/buslane-1000");
    }

    @Test
    void whatTheUserSaysComesFirst() {
        Caller caller =
                new Caller(0, Caller.WHOLE, Map.of("BUSLANE_RUNDIR", "/a", "XDG_RUNTIME_DIR", "/run/user/0"), ROOT);

        assertThat(Place.ofGateway(caller, true).folder()).hasToString("/a");
    }

    private static List<String> folders(Caller caller) {
        return Place.all(caller).stream()
                .map(place -> place.folder().toString())
                .toList();
    }
}
