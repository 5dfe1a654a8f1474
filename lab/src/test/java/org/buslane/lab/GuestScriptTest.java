package org.buslane.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.buslane.core.testkit.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestScriptTest {
    /** What a shell might take for something else. */
    private static final String ODD = "'\"\\$`!*?[]{}()<>|&;#~=%^, \t\nabc-/äß€";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '@',
            value = {
                "can0    | 'can0'",
                "@@      | ''",
                "a b     | 'a b'",
                "it's    | 'it'\\''s'",
                "'       | ''\\'''",
                "$HOME`x`| '$HOME`x`'",
                "-n      | '-n'",
            })
    void aWordIsQuotedWhateverIsInIt(String word, String quoted) {
        assertThat(GuestScript.quote(word)).isEqualTo(quoted);
    }

    @Test
    void aShellReadsEveryQuotedWordAsItWas() {
        Property.holds(10, GuestScriptTest::words, words -> {
            String script =
                    "printf '%s\\0' " + words.stream().map(GuestScript::quote).collect(Collectors.joining(" "));
            Process shell = new ProcessBuilder("sh", "-c", script)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new String(shell.getInputStream().readAllBytes(), UTF_8);
            assertThat(shell.waitFor()).isZero();
            assertThat(List.of(said.split("\0", -1)).subList(0, words.size())).isEqualTo(words);
        });
    }

    private static List<String> words(RandomGenerator random) {
        return IntStream.range(0, 50).mapToObj(i -> word(random)).toList();
    }

    private static String word(RandomGenerator random) {
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(20); length > 0; length--) {
            word.append(ODD.charAt(random.nextInt(ODD.length())));
        }
        return word.toString();
    }

    @Test
    void everyFolderHasATagOfItsOwn() {
        GuestScript script = new GuestScript()
                .folder("tree", Path.of("/"))
                .verb("interface", "can0", "72")
                .folder("share", Path.of("/it's"), true);

        assertThat(script).hasToString("tree 'folder0' '/'\ninterface 'can0' '72'\nshare 'folder1' '/it'\\''s'\n");
        assertThat(script.folders())
                .containsExactly(
                        new HostFolder("folder0", Path.of("/"), false),
                        new HostFolder("folder1", Path.of("/it's"), true));
    }
}
