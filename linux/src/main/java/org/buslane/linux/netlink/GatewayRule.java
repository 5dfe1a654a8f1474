package org.buslane.linux.netlink;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A rule of can-gw: frames that the source receives and the filter passes are modified and sent by the target. A
 * rule read back from the kernel is equal to the one that was added: what it would not keep cannot be said here.
 *
 * @param source an interface's index
 * @param target another's, or the same, for which kernels from 6.3 on want {@link GatewayFlag#BACK_TO_ORIGIN}
 * @param hops how many rules a frame may have been through with this one, if fewer than the module's max_hops
 * @param modifications at most one of each operation, in the operations' order
 * @param uid by which modifications of a rule in place are exchanged, all 32 bits but 0; only with modifications
 * @param xor only with modifications
 * @param crc8 only with modifications
 */
public record GatewayRule(
        int source,
        int target,
        Set<GatewayFlag> flags,
        GatewayFilter filter,
        OptionalInt hops,
        List<GatewayModification> modifications,
        OptionalInt uid,
        Optional<XorChecksum> xor,
        Optional<Crc8Checksum> crc8) {

    public GatewayRule {
        // Both 0 in a deletion would delete everybody's rules.
        Requirements.index("a rule's source", source);
        Requirements.index("a rule's target", target);
        flags = flags.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(flags));
        hops.ifPresent(limit -> Requirements.range("a hop limit", limit, 1, 255));
        modifications = inOrder(modifications, flags.contains(GatewayFlag.FD));
        if (modifications.isEmpty() && (uid.isPresent() || xor.isPresent() || crc8.isPresent())) {
            throw new IllegalArgumentException("without a modification the kernel forgets uid and checksums");
        }
        if (uid.isPresent() && uid.getAsInt() == 0) {
            throw new IllegalArgumentException("a rule's uid is not 0");
        }
    }

    private static List<GatewayModification> inOrder(List<GatewayModification> modifications, boolean fd) {
        long operations = modifications.stream()
                .map(GatewayModification::operation)
                .distinct()
                .count();
        if (operations < modifications.size()) {
            throw new IllegalArgumentException("a rule has one modification of each operation at most");
        }
        if (modifications.stream().anyMatch(each -> each.isFd() != fd)) {
            throw new IllegalArgumentException(
                    fd ? "a rule for CAN FD modifies 64 bytes of data" : "a classic rule modifies 8 bytes of data");
        }
        return modifications.stream()
                .sorted(Comparator.comparing(GatewayModification::operation))
                .toList();
    }

    /** All frames, unchanged: classic data and remote frames, or with {@link GatewayFlag#FD} CAN FD's. */
    public static GatewayRule of(int source, int target, Set<GatewayFlag> flags) {
        return new GatewayRule(
                source,
                target,
                flags,
                GatewayFilter.ALL,
                OptionalInt.empty(),
                List.of(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public GatewayRule withFilter(GatewayFilter only) {
        return new GatewayRule(source, target, flags, only, hops, modifications, uid, xor, crc8);
    }

    public GatewayRule withHops(int limit) {
        return new GatewayRule(source, target, flags, filter, OptionalInt.of(limit), modifications, uid, xor, crc8);
    }

    public GatewayRule withModifications(List<GatewayModification> changes) {
        return new GatewayRule(source, target, flags, filter, hops, changes, uid, xor, crc8);
    }

    public GatewayRule withUid(int number) {
        return new GatewayRule(source, target, flags, filter, hops, modifications, OptionalInt.of(number), xor, crc8);
    }

    public GatewayRule withChecksum(XorChecksum checksum) {
        return new GatewayRule(source, target, flags, filter, hops, modifications, uid, Optional.of(checksum), crc8);
    }

    public GatewayRule withChecksum(Crc8Checksum checksum) {
        return new GatewayRule(source, target, flags, filter, hops, modifications, uid, xor, Optional.of(checksum));
    }

    boolean isFd() {
        return flags.contains(GatewayFlag.FD);
    }
}
