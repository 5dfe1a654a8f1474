package org.buslane.node.config;

import java.util.List;
import org.buslane.core.policy.Policy;

/** What somebody may read and write: {@code read: 100-1FF, write: all, error-frames: true}. */
final class Terms {
    private static final String READ = "read";
    private static final String WRITE = "write";
    private static final String ERROR_FRAMES = "error-frames";

    static final List<String> KEYS = List.of(READ, WRITE, ERROR_FRAMES);

    private Terms() {}

    /** @param unsaid where the section says nothing */
    static Policy of(YamlSection section, Policy unsaid) {
        return new Policy(
                section.get(READ).map(WrittenLink::rules).orElse(unsaid.read()),
                section.get(WRITE).map(WrittenLink::rules).orElse(unsaid.write()),
                section.get(ERROR_FRAMES).map(YamlValue::flag).orElse(unsaid.errorFrames()));
    }
}
