package org.buslane.lab.supply;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was said on the way; a dash where it was done. */
final class Recorded implements Progress {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private volatile Runnable onLine = () -> {};

    void onLine(Runnable action) {
        onLine = action;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void line(String text) {
        lines.add(text);
        onLine.run();
    }

    @Override
    public void done() {
        lines.add("-");
    }
}
