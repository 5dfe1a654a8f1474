package org.buslane.virtual;

import java.util.List;
import java.util.Map;
import org.buslane.linux.Descriptor;
import org.buslane.linux.InheritedDescriptor;
import org.buslane.linux.socket.ServiceNotifier;

/** The descriptor store of sd_notify(3) and sd_pid_notify_with_fds(3): FDSTORE, LISTEN_FDS. */
public final class ServiceStore implements DescriptorStore {
    private final ServiceNotifier notifier;
    private final List<Kept> inherited;

    private ServiceStore(ServiceNotifier notifier, List<Kept> inherited) {
        this.notifier = notifier;
        this.inherited = inherited;
    }

    /** The store that the environment tells of, or {@link DescriptorStore#none()}. Call once. */
    public static DescriptorStore of(Map<String, String> environment, int pid) {
        return ServiceNotifier.of(environment)
                .<DescriptorStore>map(notifier -> new ServiceStore(
                        notifier,
                        InheritedDescriptor.parse(environment, pid).stream()
                                .map(descriptor -> new Kept(descriptor.name(), descriptor.adopt()))
                                .toList()))
                .orElseGet(DescriptorStore::none);
    }

    @Override
    public List<Kept> inherited() {
        return inherited;
    }

    @Override
    public void keep(String name, Descriptor descriptor) {
        notifier.store(name, List.of(descriptor));
    }

    @Override
    public void forget(String name) {
        notifier.remove(name);
    }
}
