package org.buslane.lab.junit;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * How a program is started in the lab: the words before it, in which {@code {kernel}} stands for the kernel's name and
 * {@code {share}} for the folder that the guest may write to.
 */
record LabCommand(List<String> words) {
    /** Another command than the checkout's, its words separated by spaces. */
    static final String COMMAND = "buslane.lab.command";

    static final String CHECKOUT = "buslane.checkout";

    LabCommand {
        words = List.copyOf(words);
    }

    /** By JUnit's configuration parameters, to which the system properties belong. */
    static LabCommand of(Function<String, Optional<String>> parameters) {
        return parameters
                .apply(COMMAND)
                .map(command -> new LabCommand(List.of(command.strip().split(" +"))))
                .or(() -> parameters.apply(CHECKOUT).map(LabCommand::ofCheckout))
                .orElseThrow(() -> new ExtensionConfigurationException(
                        "@OnKernels needs the folder of a Buslane checkout, whose ./buslane lab boots the kernels:"
                                + " set the system property " + CHECKOUT));
    }

    private static LabCommand ofCheckout(String folder) {
        String launcher = Path.of(folder).toAbsolutePath().resolve("buslane").toString();
        return new LabCommand(List.of(launcher, "lab", "--kernel", "{kernel}", "--share", "{share}", "--"));
    }

    List<String> line(String kernel, Path share, List<String> program) {
        Stream<String> before =
                words.stream().map(word -> word.replace("{kernel}", kernel).replace("{share}", share.toString()));
        return Stream.concat(before, program.stream()).toList();
    }
}
