package org.buslane.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ModuleOrderTest {
    /** Lines of Debian's 6.12, whose modules were unpacked. */
    private static final ModuleOrder ORDER = new ModuleOrder("""
            kernel/fs/overlayfs/overlay.ko:
            kernel/fs/9p/9p.ko: kernel/net/9p/9pnet.ko kernel/fs/netfs/netfs.ko
            kernel/net/9p/9pnet.ko: kernel/fs/netfs/netfs.ko
            kernel/net/9p/9pnet_virtio.ko: kernel/net/9p/9pnet.ko kernel/fs/netfs/netfs.ko
            kernel/fs/netfs/netfs.ko:
            kernel/drivers/char/hw_random/virtio-rng.ko:
            """, "kernel/drivers/virtio/virtio_pci.ko\n");

    @Test
    void aModuleComesBehindThoseItNeeds() {
        assertThat(ORDER.of(List.of("9p")))
                .containsExactly("kernel/fs/netfs/netfs.ko", "kernel/net/9p/9pnet.ko", "kernel/fs/9p/9p.ko");
    }

    @Test
    void whatSeveralNeedIsLoadedOnce() {
        assertThat(ORDER.of(List.of("9pnet_virtio", "9p", "overlay")))
                .containsExactly(
                        "kernel/fs/netfs/netfs.ko",
                        "kernel/net/9p/9pnet.ko",
                        "kernel/net/9p/9pnet_virtio.ko",
                        "kernel/fs/9p/9p.ko",
                        "kernel/fs/overlayfs/overlay.ko");
    }

    @Test
    void whatTheKernelHasInItselfNeedsNothing() {
        assertThat(ORDER.of(List.of("virtio_pci"))).isEmpty();
    }

    @Test
    void aNameHasEitherKindOfDash() {
        assertThat(ORDER.of(List.of("virtio_rng"))).hasSize(1).isEqualTo(ORDER.of(List.of("virtio-rng")));
    }

    @Test
    void aModuleThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ORDER.of(List.of("9p", "hostfs")))
                .isInstanceOf(LabException.class)
                .hasMessage("the kernel has no module hostfs");
    }
}
