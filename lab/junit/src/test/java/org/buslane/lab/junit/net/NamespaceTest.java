package org.buslane.lab.junit.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.buslane.lab.junit.Planted;
import org.buslane.lab.junit.planted.InNamespaces;
import org.junit.jupiter.api.Test;

class NamespaceTest {
    /** Without a lab, but as root of a user namespace with a network of its own. */
    @Test
    void namespacesAreMadeUsedAndGone() {
        Planted planted = Planted.run("unshare --map-root-user --net", InNamespaces.class);
        assertThat(planted.failures()).isEmpty();
        assertThat(planted.tests()).hasSize(5);
    }
}
