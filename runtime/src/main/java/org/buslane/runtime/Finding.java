package org.buslane.runtime;

import java.util.List;
import java.util.stream.Collectors;

/** What came of looking for a container. */
public sealed interface Finding {
    /** Exactly one runs. */
    record Found(Container container) implements Finding {}

    /** What a person is told instead, in one sentence. */
    sealed interface NotFound extends Finding {
        String sentence();
    }

    /** Several run; each of them can be typed in full. */
    record Several(String typed, List<Container> containers) implements NotFound {
        public Several {
            containers = List.copyOf(containers);
        }

        @Override
        public String sentence() {
            return "'%s' may be %s: say which"
                    .formatted(
                            typed,
                            containers.stream().map(Container::qualifiedName).collect(Collectors.joining(" or ")));
        }
    }

    /**
     * There is one, or there are some, and none runs.
     *
     * @param containers as they could be typed: {@code docker:seat-service}
     */
    record NotRunning(String typed, List<String> containers) implements NotFound {
        public NotRunning {
            containers = List.copyOf(containers);
        }

        @Override
        public String sentence() {
            return containers.size() == 1
                    ? "container %s does not run".formatted(containers.getFirst())
                    : "of the containers %s that '%s' may be, none runs"
                            .formatted(String.join(", ", containers), typed);
        }
    }

    /**
     * No engine that could be asked knows it.
     *
     * @param asked such as {@code docker} or {@code podman of uid 1000}
     * @param notAsked likewise, with the reason: {@code docker (no /run/docker.sock)}
     */
    record Unknown(String typed, List<String> asked, List<String> notAsked) implements NotFound {
        public Unknown {
            asked = List.copyOf(asked);
            notAsked = List.copyOf(notAsked);
        }

        @Override
        public String sentence() {
            String who = asked.isEmpty() ? "no engine could be asked" : "asked " + String.join(", ", asked);
            return "there is no container '%s': %s%s"
                    .formatted(typed, who, notAsked.isEmpty() ? "" : "; not asked " + String.join(", ", notAsked));
        }
    }
}
