package org.buslane.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CgroupTextTest {
    private static final String ID = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0::/system.slice/docker-%s.scope",
                "0::/machine.slice/libpod-%s.scope/container",
                "12:devices:/docker/%s\n0::/",
                "0::/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod1.slice/cri-containerd-%s.scope",
                "0::/kubepods/burstable/pod0f1c/%s",
                "0::/kubepods.slice/kubepods-pod1.slice/crio-%s.scope",
                "0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-%s.scope",
            })
    void enginesNameTheGroupAfterTheContainer(String text) {
        assertThat(CgroupText.container(text.replace("%s", ID))).contains("0123456789ab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0::/",
                "0::/user.slice/user-1000.slice/session-2.scope",
                "0::/machine.slice/libpod-conmon-%s.scope",
                "0::/system.slice/crio-conmon-%s.scope",
                "0::/system.slice/docker.service",
                "0::/kubepods/burstable/x%s",
            })
    void whatIsBesideThemIsNone(String text) {
        assertThat(CgroupText.container(text.replace("%s", ID))).isEmpty();
    }

    @Test
    void ofOneInAnotherItIsTheInnerOne() {
        String inner = "f".repeat(64);
        assertThat(CgroupText.container("0::/docker/%s/docker/%s/init".formatted(ID, inner)))
                .contains("ffffffffffff");
    }
}
