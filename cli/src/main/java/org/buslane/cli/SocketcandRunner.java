package org.buslane.cli;

import java.util.List;
import org.buslane.node.Version;
import org.buslane.node.tunnels.SocketcandArguments;
import org.buslane.node.tunnels.SocketcandRun;

/** A server of socketcand's protocol from its start to its end. */
final class SocketcandRunner {
    private SocketcandRunner() {}

    /** @param words behind the command's name */
    static int run(List<String> words, Console console) {
        SocketcandArguments typed = UsageException.read(() -> SocketcandArguments.parse(words));
        if (typed.help()) {
            console.print(SocketcandArguments.USAGE);
            return Main.OK;
        }
        if (typed.version()) {
            console.print("socketcand of buslane " + Version.text());
            return Main.OK;
        }
        return TypedRunner.run(() -> SocketcandRun.start(typed, console.caller()), true, console);
    }
}
