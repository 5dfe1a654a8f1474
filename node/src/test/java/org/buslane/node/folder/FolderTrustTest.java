package org.buslane.node.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.buslane.linux.UidMap;
import org.junit.jupiter.api.Test;

class FolderTrustTest {
    private static final Caller USER = caller(1000, Caller.WHOLE);
    private static final Caller IN_NAMESPACE = caller(0, new UidMap(List.of(new UidMap.Range(0, 1000, 1))));
    private static final FolderFacts RUN = folder(65534, 0755);
    private static final FolderFacts WRITABLE_RUN = folder(65534, 01777);

    @Test
    void aClientBelievesRootAndItself() {
        assertThat(asClient(USER, Place.Kind.MACHINE, folder(0, 0755))).isEmpty();
        assertThat(asClient(USER, Place.Kind.TEMPORARY, folder(1000, 0755))).isEmpty();
    }

    @Test
    void aClientBelievesNobodyElse() {
        for (Place.Kind kind : Place.Kind.values()) {
            assertThat(asClient(USER, kind, folder(1001, 0755))).contains("belongs to uid 1001");
            assertThat(asClient(USER, kind, folder(65534, 0755))).contains("belongs to uid 65534");
        }
    }

    @Test
    void insideAUserNamespaceTheCallerIsWhoItSeemsToBe() {
        assertThat(asClient(IN_NAMESPACE, Place.Kind.TEMPORARY, folder(0, 0755)))
                .isEmpty();
    }

    @Test
    void rootOutsideHasNoNameInsideButOnlyRootMakesFoldersInRun() {
        FolderFacts ofNobody = folder(65534, 0755);

        assertThat(FolderTrust.objectionOfClient(IN_NAMESPACE, Place.Kind.MACHINE, ofNobody, Optional.of(RUN)))
                .isEmpty();
        assertThat(FolderTrust.objectionOfClient(IN_NAMESPACE, Place.Kind.MACHINE, ofNobody, Optional.of(WRITABLE_RUN)))
                .contains("belongs to uid 65534");
        assertThat(FolderTrust.objectionOfClient(IN_NAMESPACE, Place.Kind.TEMPORARY, ofNobody, Optional.of(RUN)))
                .contains("belongs to uid 65534");
    }

    @Test
    void insideAUserNamespaceAFolderTheCallerNamedIsBelieved() {
        assertThat(asClient(IN_NAMESPACE, Place.Kind.TOLD, folder(65534, 0755))).isEmpty();
    }

    @Test
    void aLinkOrAFileIsNoFolder() {
        assertThat(asClient(USER, Place.Kind.TEMPORARY, new FolderFacts(false, true, 1000, 0777)))
                .contains("is a symbolic link");
        assertThat(asClient(USER, Place.Kind.TEMPORARY, new FolderFacts(false, false, 1000, 0644)))
                .contains("is not a folder");
    }

    @Test
    void aGatewayTakesOnlyAFolderOfItsOwnThatOthersCannotWrite() {
        assertThat(FolderTrust.objectionOfGateway(USER, folder(1000, 0755))).isEmpty();
        assertThat(FolderTrust.objectionOfGateway(USER, folder(1000, 0775))).isEmpty();
        assertThat(FolderTrust.objectionOfGateway(USER, folder(0, 0755))).contains("belongs to uid 0");
        assertThat(FolderTrust.objectionOfGateway(USER, folder(1000, 0777)))
                .contains("can be written by everybody (mode 777)");
        assertThat(FolderTrust.objectionOfGateway(USER, new FolderFacts(false, true, 1000, 0777)))
                .contains("is a symbolic link");
    }

    private static Optional<String> asClient(Caller caller, Place.Kind kind, FolderFacts folder) {
        return FolderTrust.objectionOfClient(caller, kind, folder, Optional.of(RUN));
    }

    private static FolderFacts folder(long uid, int mode) {
        return new FolderFacts(true, false, uid, mode);
    }

    private static Caller caller(long uid, UidMap map) {
        return new Caller(uid, map, Map.of(), Path.of("/"));
    }
}
