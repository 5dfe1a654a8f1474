package org.buslane.node.tunnels;

import java.util.List;
import java.util.Set;
import org.buslane.core.policy.RuleSet;
import org.buslane.node.NodeException;
import org.buslane.tunnel.line.TlsFiles;
import org.buslane.tunnel.socketcand.Dialect;

/**
 * What was typed behind {@code socketcand}, with the meaning that main() of its socketcand.c gives it.
 *
 * @param said what its file may say, too
 * @param errorMask classes of error frames for clients in raw mode; 0 is none
 * @param strict whether a word that there is not is answered
 * @param holdOff nanoseconds between {@code < ok >} and the first frame
 * @param verbose taken, as {@code -d} is, and changes nothing
 * @param clients at a time
 * @param tls all empty if clients speak in the clear
 * @param help whether only that is asked for
 * @param version the same
 */
public record SocketcandArguments(
        SocketcandSettings said,
        boolean quickAck,
        boolean beacon,
        int errorMask,
        Set<Dialect> dialects,
        boolean strict,
        long holdOff,
        boolean verbose,
        int clients,
        RuleSet read,
        RuleSet write,
        TlsFiles tls,
        boolean help,
        boolean version) {
    static final long MILLI = 1_000_000;

    /** The words in which the original explains itself, as far as they are the same here; then what is added. */
    public static final String USAGE = """
            Options, all of socketcand's; a beginning of a long one is enough:
              -i, --interfaces BUSES  the buses, with commas between them: virtual ones of the gateway that runs, else
                                      interfaces of the kernel; vcan0
              -l, --listen PLACES     listens at the addresses of these interfaces, at an address, or at all of them;
                                      several have commas between them; eth0
              -p, --port PORT         listens at this port, 29536
              -u, --afuxname NAME     listens at a unix socket instead: a path, or without / in front an abstract name
              -n, --no-beacon         does not tell of itself on port 42000 of UDP
              -e, --error-mask HEX    has clients in raw mode hear of error frames of these classes
              -q, --quick-ack         acknowledges at once what clients say
              -v, -d                  (--verbose, --daemon) taken for compatibility: nothing is hidden, nothing forks
              -z, --version           prints the version
              -h, --help              prints this
            Here beside these:
              --description TEXT      what the beacon says of it
              --dialect WORDS         words of branches of socketcand's: fdframe or long-frame, rtr
              --lenient               does not answer a word that there is not, which ends python-can
              --hold-off MS           how long the first frame waits behind < ok >, 100, unless the client says
                                      something before: python-can takes both for one if
                                      they come in one read
              --clients N             as many at a time, 1000
              --read, --write RULES   what clients may read of a bus and write to it; allr
              --tls-certificate FILE  has clients speak TLS 1.3, with
              --tls-key FILE          its key, and
              --tls-authority FILE    who must have signed their certificates
            /etc/socketcand.conf says what the command line does not.
            """;

    public SocketcandArguments {
        dialects = Set.copyOf(dialects);
    }

    /**
     * Reads them.
     *
     * @param words behind the command's name
     * @throws NodeException in one sentence for what there is not, and for numbers that the original takes for others
     */
    public static SocketcandArguments parse(List<String> words) {
        SocketcandWords typed = new SocketcandWords();
        LongOptions.read(words, SocketcandWords.OPTIONS).forEach(option -> typed.take(option.name(), option.value()));
        return typed.arguments();
    }
}
