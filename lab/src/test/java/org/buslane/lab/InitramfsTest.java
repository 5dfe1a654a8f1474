package org.buslane.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitramfsTest {
    @TempDir
    private Path kernel;

    @BeforeEach
    void aKernelWithModules() throws IOException {
        for (String module : new String[] {"netfs", "9pnet", "9p", "9pnet_virtio", "overlay"}) {
            Files.writeString(kernel.resolve(module + ".ko"), "<" + module + ">");
        }
        Files.writeString(kernel.resolve("modules.dep"), """
                9p.ko: 9pnet.ko netfs.ko
                9pnet.ko: netfs.ko
                9pnet_virtio.ko: 9pnet.ko netfs.ko
                overlay.ko:
                netfs.ko:
                """);
        Files.writeString(kernel.resolve("modules.builtin"), "");
        Files.writeString(kernel.resolve("busybox"), "<busybox>");
    }

    private String archive() throws IOException {
        byte[] compressed = Initramfs.of(kernel, kernel.resolve("busybox"), "<init>".getBytes(ISO_8859_1));
        try (GZIPInputStream archive = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return new String(archive.readAllBytes(), ISO_8859_1);
        }
    }

    @Test
    void theModulesAreNumberedInTheOrderOfLoading() throws IOException {
        assertThat(archive())
                .containsSubsequence(
                        "init\0",
                        "<init>",
                        "bin/busybox\0",
                        "<busybox>",
                        "modules/00.ko\0",
                        "<netfs>",
                        "modules/01.ko\0",
                        "<9pnet>",
                        "<9pnet_virtio>",
                        "<9p>",
                        "modules/04.ko\0",
                        "<overlay>",
                        "TRAILER!!!");
    }

    @Test
    void whatTheKernelHasInItselfIsNotLoaded() throws IOException {
        Files.writeString(kernel.resolve("modules.dep"), "9p.ko:\n9pnet_virtio.ko:\n");
        Files.writeString(kernel.resolve("modules.builtin"), "kernel/fs/overlayfs/overlay.ko\n");

        assertThat(archive()).contains("modules/01.ko").doesNotContain("modules/02.ko");
    }

    @Test
    void aKernelWithoutThemCannotBeAGuest() throws IOException {
        Files.writeString(kernel.resolve("modules.dep"), "9p.ko:\n");

        assertThatThrownBy(this::archive)
                .isInstanceOf(LabException.class)
                .hasMessage("the kernel has no module 9pnet_virtio");
    }
}
