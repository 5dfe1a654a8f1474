package org.buslane.node.certs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.buslane.node.NodeException;

/** Makes what a bench needs for TLS: an authority, and certificates of it for servers and clients. */
public final class BenchCerts {
    private BenchCerts() {}

    /**
     * What was made.
     *
     * @param last the last day of its certificate, in UTC
     */
    public record Made(Path certificate, Path key, String last) {}

    /**
     * Makes it all, or nothing if something of it is there already and is not to be renewed. The authority is made if
     * there is none.
     *
     * @throws NodeException saying what is in the way
     */
    public static List<Made> make(CertsOrder order, Instant now, SecureRandom random) {
        PemFolder folder = new PemFolder(order.folder());
        List<Owner> owners = owners(order);
        requireRoom(folder, owners, order.renews());
        List<Made> made = new ArrayList<>();
        BenchAuthority authority = authority(folder, now, random, made);
        for (Owner owner : owners) {
            BenchAuthority.Signed signed = authority.sign(owner, order.days(), now, random);
            made.add(write(folder, owner.files(), signed, order.renews()));
        }
        return List.copyOf(made);
    }

    private static List<Owner> owners(CertsOrder order) {
        Stream<Owner> server = order.hosts().isEmpty() ? Stream.of() : Stream.of(Owner.server(order.hosts()));
        List<Owner> owners = Stream.concat(server, order.clients().stream().map(Owner::client))
                .toList();
        if (owners.stream().map(Owner::files).distinct().count() < owners.size()) {
            throw new NodeException("two certificates of one name would be one: "
                    + owners.getFirst().name());
        }
        return owners;
    }

    private static void requireRoom(PemFolder folder, List<Owner> owners, boolean renews) {
        for (Owner owner : owners) {
            if (!renews && folder.has(owner.files())) {
                throw new NodeException("%s or its key is there already: with --renew it gets a new one"
                        .formatted(folder.certificate(owner.files())));
            }
        }
    }

    private static BenchAuthority authority(PemFolder folder, Instant now, SecureRandom random, List<Made> made) {
        if (!folder.has(BenchAuthority.FILES)) {
            BenchAuthority created = BenchAuthority.create(now, random);
            BenchAuthority.Signed own = new BenchAuthority.Signed(created.certificate(), created.key());
            made.add(write(folder, BenchAuthority.FILES, own, false));
            return created;
        }
        for (Path file : List.of(folder.certificate(BenchAuthority.FILES), folder.key(BenchAuthority.FILES))) {
            if (!Files.exists(file)) {
                throw new NodeException(file + " is missing, so nothing can be signed: choose another folder");
            }
        }
        BenchAuthority authority = folder.authority();
        authority.requireUse(folder.path(), now);
        return authority;
    }

    private static Made write(PemFolder folder, String name, BenchAuthority.Signed signed, boolean replaces) {
        folder.write(name, signed, replaces);
        return new Made(folder.certificate(name), folder.key(name), PemFolder.day(signed.certificate()));
    }
}
