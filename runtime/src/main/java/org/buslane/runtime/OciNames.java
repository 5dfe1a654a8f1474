package org.buslane.runtime;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a container of containerd is called besides its id. containerd knows no names; those who use it leave theirs
 * in the annotations of the container's OCI configuration: its CRI plugin (internal/cri/annotations), nerdctl
 * (pkg/labels, every label of which it repeats there).
 *
 * @param names its own: the container's in its pod, also as {@code namespace/pod/container}, or nerdctl's
 * @param pods those of the pod whose sandbox it is
 */
record OciNames(Set<String> names, Set<String> pods) {
    private static final String CRI = "io.kubernetes.cri.";

    static OciNames of(Map<String, String> annotations) {
        Optional<String> pod = text(annotations, CRI + "sandbox-name");
        Optional<String> podInFull = text(annotations, CRI + "sandbox-namespace")
                .flatMap(namespace -> pod.map(each -> namespace + "/" + each));
        Set<String> names = new LinkedHashSet<>();
        text(annotations, "nerdctl/name").ifPresent(names::add);
        text(annotations, CRI + "container-name").ifPresent(container -> {
            podInFull.ifPresent(each -> names.add(each + "/" + container));
            names.add(container);
        });
        Set<String> pods = new LinkedHashSet<>();
        if (text(annotations, CRI + "container-type").equals(Optional.of("sandbox"))) {
            podInFull.ifPresent(pods::add);
            pod.ifPresent(pods::add);
        }
        return new OciNames(names, pods);
    }

    private static Optional<String> text(Map<String, String> annotations, String key) {
        return Optional.ofNullable(annotations.get(key)).filter(text -> !text.isEmpty());
    }

    /** The one that is said of it in full: of several the first. */
    Optional<String> first() {
        return List.of(names, pods).stream().flatMap(Set::stream).findFirst();
    }
}
