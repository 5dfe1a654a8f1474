package org.buslane.node.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.buslane.core.recording.Recorded;
import org.buslane.core.text.FrameText;
import org.buslane.node.NodeException;

/** Shows each frame and waits for a line before it goes; the end of what is typed is the end of playing. */
public final class StepByStep implements Steps {
    private final InputStream typed;
    private final Consumer<String> shown;

    public StepByStep(InputStream typed, Consumer<String> shown) {
        this.typed = typed;
        this.shown = shown;
    }

    @Override
    public boolean mayGo(Recorded frame) {
        shown.accept(frame.bus() + " " + FrameText.format(frame.frame()));
        try {
            int octet = typed.read();
            while (octet >= 0 && octet != '\n') {
                octet = typed.read();
            }
            return octet >= 0;
        } catch (IOException e) {
            throw new NodeException("standard input cannot be read: " + e.getMessage(), e);
        }
    }
}
