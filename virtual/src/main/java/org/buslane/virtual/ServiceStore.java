package org.buslane.virtual;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import org.buslane.linux.Descriptor;
import org.buslane.linux.InheritedDescriptor;
import org.buslane.linux.LinuxException;
import org.buslane.linux.socket.ServiceNotifier;

/** The descriptor store of sd_notify(3) and sd_pid_notify_with_fds(3): FDSTORE, LISTEN_FDS. */
public final class ServiceStore implements DescriptorStore {
    private static final System.Logger LOG = System.getLogger(ServiceStore.class.getName());

    private final ServiceNotifier notifier;
    private final List<Kept> inherited;
    private boolean complained;

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
        tell(() -> notifier.store(name, List.of(descriptor)));
    }

    @Override
    public void forget(String name) {
        tell(() -> notifier.remove(name));
    }

    /** Without its keeper a gateway goes on: programs then lose their sockets with it, as they are told. */
    private void tell(Runnable message) {
        try {
            message.run();
        } catch (LinuxException e) {
            if (!complained) {
                complained = true;
                LOG.log(Level.WARNING, "nobody keeps the sockets for another gateway: {0}", e.getMessage());
            }
        }
    }
}
