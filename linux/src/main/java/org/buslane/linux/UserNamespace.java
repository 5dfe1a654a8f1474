package org.buslane.linux;

import java.nio.file.Path;

/**
 * A user namespace by an open descriptor, which keeps it. Whoever is root in the one that owns a network namespace
 * may do everything in there: user_namespaces(7).
 */
public record UserNamespace(Descriptor descriptor) implements AutoCloseable {
    /** This process's own. */
    public static UserNamespace current() {
        return new UserNamespace(Nsfs.open("open user namespace", Path.of("/proc/self/ns/user")));
    }

    /** Its number, which no other namespace of the machine has as long as this is open. */
    public long inode() {
        return Nsfs.inode(descriptor);
    }

    /** The user who made it, as this process's namespace numbers users; 65534 for one who is not mapped in here. */
    public long ownerUid() {
        return Nsfs.ownerUid(descriptor);
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
