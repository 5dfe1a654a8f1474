package org.buslane.lab.junit.planted;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.buslane.lab.junit.OnKernels;
import org.junit.jupiter.api.Test;

/** Writes where the guest's reports are written, too. */
@OnKernels("6.1")
public class Talking {
    @Test
    void prints() {
        System.out.println("a line on standard output");
    }

    @Test
    @SuppressWarnings("StreamResourceLeak") // standard output stays open
    void writesPartOfALine() throws IOException {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        out.write("half a line".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void startsATalkingProgram() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("echo", "a line of a program's")
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void readsNoRequest() throws IOException {
        assertThat(System.in.read()).isEqualTo(-1);
    }
}
