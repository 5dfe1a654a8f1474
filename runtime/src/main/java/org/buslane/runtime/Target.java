package org.buslane.runtime;

import java.util.Optional;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.NetworkNamespace;
import org.buslane.linux.UserNamespace;

/**
 * A network namespace that is held, so that it stays the same whatever becomes of the process it was found by.
 *
 * @param inode its number, which is no other's as long as this is open
 * @param owner whose root may change what is in there; empty if the kernel does not tell, as it is someone further out
 */
public record Target(NetworkNamespace network, long inode, Optional<Owner> owner) implements AutoCloseable {
    /**
     * A user namespace.
     *
     * @param uid of who made it, as this process's namespace numbers users
     * @param ours whether it is this process's own: any other is that of a container without root
     */
    public record Owner(long inode, long uid, boolean ours) {
        static Optional<Owner> of(NetworkNamespace network) {
            try (UserNamespace owner = network.owner();
                    UserNamespace own = UserNamespace.current()) {
                long inode = owner.inode();
                return Optional.of(new Owner(inode, owner.ownerUid(), inode == own.inode()));
            } catch (LinuxException e) {
                if (e.is(Errno.EPERM)) {
                    return Optional.empty();
                }
                throw e;
            }
        }
    }

    static Target of(NetworkNamespace network) {
        return new Target(network, network.inode(), Owner.of(network));
    }

    @Override
    public void close() {
        network.close();
    }
}
