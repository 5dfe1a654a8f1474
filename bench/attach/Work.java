package org.buslane.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.buslane.node.folder.Caller;

/**
 * Commands in a JVM that has been running for long: for each line of standard input the milliseconds that the command
 * of its words took, as a line on standard error. What commands print goes to standard output.
 */
final class Work {
    private Work() {}

    public static void main(String[] args) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Console console = Console.system(Caller.ofThisProcess());
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            List<String> words = List.of(line.split(" "));
            long begun = System.nanoTime();
            int status = Main.run(words, console);
            double taken = (System.nanoTime() - begun) / 1e6;
            System.err.println(status == Main.OK ? Double.toString(taken) : "failed");
        }
    }
}
