package org.buslane.virtual;

import java.util.List;
import org.buslane.linux.Descriptor;

/**
 * Who keeps descriptors for the next gateway when this one is killed: buslane-keep, or systemd. Names
 * are unique.
 */
public interface DescriptorStore {
    /** What an earlier gateway left, by name; each is the caller's to own. */
    List<Kept> inherited();

    void keep(String name, Descriptor descriptor);

    void forget(String name);

    /** A descriptor and the name it was kept under. */
    record Kept(String name, Descriptor descriptor) {}

    /** Nobody keeps anything: programs lose their sockets with the gateway. */
    static DescriptorStore none() {
        return new DescriptorStore() {
            @Override
            public List<Kept> inherited() {
                return List.of();
            }

            @Override
            public void keep(String name, Descriptor descriptor) {}

            @Override
            public void forget(String name) {}
        };
    }
}
