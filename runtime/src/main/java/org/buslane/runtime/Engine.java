package org.buslane.runtime;

import java.util.Locale;

/** Who runs containers. */
public enum Engine {
    DOCKER,
    PODMAN,
    /** Also that of k3s, of Kubernetes and of nerdctl. */
    CONTAINERD,
    /** Eclipse Kanto's container management, which has containerd run them. */
    KANTO;

    /** As it is typed before a container's name: {@code docker}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
