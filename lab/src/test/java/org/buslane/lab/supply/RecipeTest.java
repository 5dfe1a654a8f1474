package org.buslane.lab.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which packages there are to be. */
class RecipeTest {
    private static final Recipe RECIPE =
            new Recipe("name", "title", "trixie", List.of("one", "two"), List.of("init", "perl"));

    @Test
    void theStampTellsRecipesApart() {
        assertThat(RECIPE.stamp(3)).isEqualTo("""
                layout 3
                suite trixie
                packages one two
                left out init perl
                """);
    }

    @Test
    void whatIsLeftOutIsInstalledForApt() {
        assertThat(RECIPE.status()).isEqualTo("""
                Package: init
                Status: install ok installed
                Architecture: amd64
                Version: 9:9999
                Maintainer: nobody <nobody@invalid>
                Description: left out

                Package: perl
                Status: install ok installed
                Architecture: amd64
                Version: 9:9999
                Maintainer: nobody <nobody@invalid>
                Description: left out

                """);
    }

    @Test
    void kernelsComeFromTheDebianThatHasThem() {
        assertThat(Uml.recipe(Release.V6_1))
                .isEqualTo(new Recipe("uml-6.1", "Linux 6.1 as a process", "bookworm", List.of("user-mode-linux")));
        assertThat(Uml.recipe(Release.V6_12).suite()).isEqualTo("trixie");
    }

    @Test
    void partsHaveFoldersOfTheirOwn() {
        assertThat(List.of(
                                Tools.RECIPE,
                                Uml.recipe(Release.V6_1),
                                Uml.recipe(Release.V6_12),
                                Qemu.EMULATOR,
                                Qemu.KERNEL,
                                Debian13.RECIPE)
                        .stream()
                        .map(Recipe::name))
                .doesNotHaveDuplicates();
    }

    @Test
    void aListHasNamesAndNamesLeftOut() {
        Recipe recipe = Debian13.recipe("# a list\none two   # both\n\n  -perl three\n#-four\n");
        assertThat(recipe.packages()).containsExactly("one", "two", "three");
        assertThat(recipe.leftOut()).containsExactly("perl");
    }

    @Test
    void theTreeHasWhatTheLabPromises() {
        assertThat(Debian13.RECIPE.packages())
                .contains("podman", "crun", "docker.io", "docker-cli", "containerd", "can-utils", "nats-server")
                .contains("openjdk-25-jre-headless", "iproute2", "busybox-static")
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(Debian13.RECIPE.leftOut());
    }
}
