package org.buslane.node.tunnels;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.buslane.node.NodeException;
import org.buslane.tunnel.line.TlsFiles;
import org.buslane.tunnel.socketcand.Dialect;

/**
 * What was typed behind {@code socketcandcl}, with the meaning that main() of its socketcandcl.c gives it.
 *
 * @param server its host; a name is not looked up yet
 * @param unixName of a server's unix socket, which is then the one that is meant
 * @param serverBus what the bus is called there
 * @param bus what it is called here
 * @param discover whether the server is found by its beacon, which must tell of the bus
 * @param tls whether to speak TLS 1.3
 * @param files for it
 * @param verbose taken, and changes nothing
 * @param help whether only that is asked for
 * @param version the same
 */
public record SocketcandClArguments(
        String server,
        int port,
        Optional<String> unixName,
        String serverBus,
        String bus,
        boolean discover,
        Set<Dialect> dialects,
        boolean tls,
        TlsFiles files,
        boolean verbose,
        boolean help,
        boolean version) {
    /** The words in which the original explains itself, as far as they are the same here; then what is added. */
    public static final String USAGE = """
            Options, all of socketcandcl's; a beginning of a long one is enough:
              -s, --server HOST       the server, localhost
              -p, --port PORT         its port, 29536
              -u, --afuxname NAME     its unix socket instead: a path, or without / in front an abstract name
              -i, --interfaces SERVERS,OURS
                                      the bus there and the one here, a virtual one of the gateway that runs, else an
                                      interface of the kernel; can0,can0. One name stands for both
              -v, --verbose           taken for compatibility
              -z, --version           prints the version
              -h, --help              prints this
            Here beside these:
              --discover [BUS]        takes the first server that tells of itself and of this bus, that of -i if none is
                                      said
              --dialect WORDS         words of branches of socketcand's that the server knows: fdframe or long-frame, rtr
              --tls                   speaks TLS 1.3, as it does with any of
              --tls-authority FILE    who must have signed the server's certificate, instead of whom the JVM trusts
              --tls-certificate FILE  one's own, with
              --tls-key FILE          its key
            It connects again and again if it has to.
            """;

    public SocketcandClArguments {
        dialects = Set.copyOf(dialects);
    }

    /**
     * Reads them.
     *
     * @param words behind the command's name
     * @throws NodeException in one sentence for what there is not, and for numbers that the original takes for others
     */
    public static SocketcandClArguments parse(List<String> words) {
        SocketcandClWords typed = new SocketcandClWords();
        LongOptions.read(words, SocketcandClWords.OPTIONS).forEach(option -> typed.take(option.name(), option.value()));
        return typed.arguments();
    }
}
