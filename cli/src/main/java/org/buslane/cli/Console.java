package org.buslane.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.buslane.node.NodeException;
import org.buslane.node.folder.Caller;

/**
 * Where a command reads and writes, and who calls it.
 *
 * @param out not buffered: whoever writes hands over whole lines
 */
record Console(Caller caller, InputStream in, OutputStream out, PrintStream errors) {
    /** How every error begins. */
    static final String PREFIX = "buslane: ";

    /** This process's. Not System.out, which keeps errors such as a closed pipe to itself. */
    static Console system(Caller caller) {
        return new Console(caller, System.in, new FileOutputStream(FileDescriptor.out), System.err);
    }

    /** Prints a text and a line end, if it has none. */
    void print(String text) {
        try {
            out.write((text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new NodeException("the output cannot be written: " + e.getMessage(), e);
        }
    }

    /** Says a sentence to the person, also when the output is a pipe. */
    void error(String sentence) {
        errors.print(PREFIX + sentence + "\n");
        errors.flush();
    }
}
