package org.buslane.cli;

import java.util.List;
import org.buslane.node.Version;
import org.buslane.node.tunnels.SocketcandClArguments;
import org.buslane.node.tunnels.SocketcandClRun;

/** A client of socketcand's protocol from its start to its end. */
final class SocketcandClRunner {
    private SocketcandClRunner() {}

    /** @param words behind the command's name */
    static int run(List<String> words, Console console) {
        SocketcandClArguments typed = UsageException.read(() -> SocketcandClArguments.parse(words));
        if (typed.help()) {
            console.print(SocketcandClArguments.USAGE);
            return Main.OK;
        }
        if (typed.version()) {
            console.print("socketcandcl of buslane " + Version.text());
            return Main.OK;
        }
        return TypedRunner.run(() -> SocketcandClRun.start(typed, console.caller()), true, console);
    }
}
