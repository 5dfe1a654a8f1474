package org.buslane.node.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.buslane.node.NodeException;
import org.buslane.node.declared.NodeDeclaration;

/**
 * The file that declares a node, and a copy of what it last said without a mistake: an agent that was killed and starts
 * again must not lose its node to an edit that nobody has asked it to read.
 *
 * @param copy in the agent's folder, for root alone
 * @param reader the text of a file
 * @param parser of a file's name and text
 */
record DeclarationFile(
        Path file, Path copy, Function<Path, String> reader, BiFunction<String, String, NodeDeclaration> parser) {
    /**
     * What is declared, as it was read.
     *
     * @param objection why it is not what the file says now; empty if it is
     */
    record Loaded(NodeDeclaration declared, String text, String objection) {}

    /** What the file says. */
    Loaded read() {
        String text = reader.apply(file);
        return new Loaded(parser.apply(file.toString(), text), text, "");
    }

    /** The same, or else what the copy says, if there is one. */
    Loaded readOrRecall() {
        try {
            return read();
        } catch (NodeException e) {
            if (!isCopied()) {
                throw e;
            }
            String text = reader.apply(copy);
            return new Loaded(parser.apply(copy.toString(), text), text, String.valueOf(e.getMessage()));
        }
    }

    /** Whether there is a copy, and of this file. */
    private boolean isCopied() {
        try {
            return Files.exists(copy) && Files.readString(name()).equals(file.toString());
        } catch (IOException e) {
            return false;
        }
    }

    /** Where the copied file's name is. */
    private Path name() {
        return copy.resolveSibling(copy.getFileName() + ".of");
    }

    /** This is what holds now. */
    void keep(Loaded loaded) {
        Path unfinished = copy.resolveSibling(copy.getFileName() + ".new");
        try {
            Files.deleteIfExists(unfinished);
            Files.createFile(
                    unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(unfinished, loaded.text());
            Files.writeString(name(), file.toString());
            Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new NodeException("%s cannot be written: %s".formatted(copy, e.getMessage()), e);
        }
    }

    /** The agent ends: the next one starts with the file alone. */
    void forget() {
        try {
            Files.deleteIfExists(copy);
            Files.deleteIfExists(name());
        } catch (IOException e) {
            throw new NodeException("%s cannot be deleted: %s".formatted(copy, e.getMessage()), e);
        }
    }
}
