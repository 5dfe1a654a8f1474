package org.buslane.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.buslane.node.certs.BenchCerts;
import org.buslane.node.certs.CertsOrder;
import picocli.CommandLine.Model.CommandSpec;

/** {@code certs DIR}. */
final class CertsCommand implements Command {
    @Override
    public int fewest() {
        return 1;
    }

    @Override
    public int most() {
        return 1;
    }

    @Override
    public List<String> flags() {
        return List.of("--renew");
    }

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "makes certificates for TLS on a bench that has no authority of its own.",
                        "DIR gets ca.pem, whom servers and clients are to trust, and NAME.pem with NAME.key for each",
                        "of those named. Only the owner of DIR may read keys; ca.key signs, and stays where it is.")
                .addPositional(Words.one(0, "DIR", "The folder; its authority is made if there is none."))
                .addOption(Words.option(
                        "--server", "HOST,...", "A server, by all names and addresses by which clients reach it."))
                .addOption(Words.option("--client", "NAME,...", "Clients; a server's rules call each one name:NAME."))
                .addOption(Words.option("--days", "DAYS", "For how long they are good; 365 if not said."))
                .addOption(Words.flag("--renew", "Replaces what is there, but never the authority."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        CertsOrder order = UsageException.read(() -> CertsOrder.parse(
                Path.of(arguments.words().getFirst()),
                arguments.value("--server", ""),
                arguments.value("--client", ""),
                arguments.value("--days", Integer.toString(CertsOrder.USUAL_DAYS)),
                arguments.has("--renew")));
        for (BenchCerts.Made made : BenchCerts.make(order, Instant.now(), new SecureRandom())) {
            console.print("%s and %s, good until %s"
                    .formatted(made.certificate(), made.key().getFileName(), made.last()));
        }
        return Main.OK;
    }
}
