package org.buslane.node.certs;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.buslane.node.NodeException;

/**
 * What is to be in a folder of certificates.
 *
 * @param hosts by which clients reach a server, names and addresses; its files have the first one's name; none is no server
 * @param clients by whose names a server's rules may go
 * @param days for which certificates are good
 * @param renews whether files that are there are replaced; never those of the authority
 */
public record CertsOrder(Path folder, List<String> hosts, List<String> clients, int days, boolean renews) {
    /** Where nothing is said. */
    public static final int USUAL_DAYS = 365;

    private static final int MOST_DAYS = 3650;

    /** Of a common name: ub-common-name of RFC 5280, appendix A.1. */
    private static final int MOST_LETTERS = 64;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

    public CertsOrder {
        hosts = List.copyOf(hosts);
        clients = List.copyOf(clients);
        hosts.forEach(host -> require(host, AlternativeName.isAddress(host), "a host"));
        clients.forEach(client -> require(client, false, "a client"));
        if (hosts.isEmpty() && clients.isEmpty()) {
            throw new NodeException("whose certificates? Say --server HOST[,HOST...], --client NAME[,NAME...] or both");
        }
        if (days < 1 || days > MOST_DAYS) {
            throw new NodeException("a certificate is good for 1 to %d days, not %d".formatted(MOST_DAYS, days));
        }
    }

    private static void require(String name, boolean isAddress, String what) {
        if (!isAddress && !NAME.matcher(name).matches()) {
            throw new NodeException(
                    "%s is letters, digits, dots and dashes, or an address, not '%s'".formatted(what, name));
        }
        if (name.length() > MOST_LETTERS || name.equals(BenchAuthority.FILES)) {
            throw new NodeException("%s cannot be called '%s': at most %d letters, and not %s"
                    .formatted(what, name, MOST_LETTERS, BenchAuthority.FILES));
        }
    }

    /** Reads what was typed: names with commas between them, and a number. */
    public static CertsOrder parse(Path folder, String hosts, String clients, String days, boolean renews) {
        return new CertsOrder(folder, names(hosts), names(clients), days(days), renews);
    }

    private static List<String> names(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }

    private static int days(String text) {
        return Optional.of(text)
                .filter(digits -> digits.matches("[0-9]{1,5}"))
                .map(Integer::parseInt)
                .orElseThrow(() -> new NodeException("'%s' is no number of days".formatted(text)));
    }
}
