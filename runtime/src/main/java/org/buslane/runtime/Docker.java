package org.buslane.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Docker Engine by its API: {@code GET /containers/NAME/json}, in which a name, an id or the beginning of one may
 * stand. Without a version in the path it answers as its newest.
 *
 * @param user whose engine it is, if it is not the machine's
 */
record Docker(Machine machine, String socket, Optional<Long> user, Duration patience) implements Source {
    private static final String VARIABLE = "DOCKER_HOST";
    private static final String UNIX = "unix://";
    private static final List<String> SOCKETS = List.of("/run/docker.sock", "/var/run/docker.sock");
    private static final int LONGEST_COMPLAINT = 200;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    /** The one that {@code docker} would ask; else that of the machine, and that of the user. */
    static List<Source> sources(Machine machine, Duration patience) {
        Optional<String> told = machine.variable(VARIABLE);
        if (told.isPresent()) {
            String host = told.get();
            return List.of(
                    host.startsWith(UNIX + "/")
                            ? new Docker(machine, host.substring(UNIX.length()), Optional.empty(), patience)
                            : new Elsewhere(host));
        }
        List<Source> sources = new ArrayList<>();
        String usual = SOCKETS.stream()
                .filter(socket -> Files.exists(machine.at(socket)))
                .findFirst()
                .orElse(SOCKETS.getFirst());
        sources.add(new Docker(machine, usual, Optional.empty(), patience));
        machine.user()
                .map(user -> new Docker(machine, user.runtime() + "/docker.sock", Optional.of(user.uid()), patience))
                .ifPresent(sources::add);
        return sources;
    }

    /** A container of another machine, or one behind a network protocol, has no pid here. */
    private record Elsewhere(String host) implements Source {
        @Override
        public Engine engine() {
            return Engine.DOCKER;
        }

        @Override
        public String what() {
            return Engine.DOCKER.word();
        }

        @Override
        public Answer ask(ContainerName name) {
            return new Answer.Failed("%s is %s, and only a unix:///... is of this machine".formatted(VARIABLE, host));
        }
    }

    @Override
    public Engine engine() {
        return Engine.DOCKER;
    }

    @Override
    public String what() {
        return engine().word() + user.map(uid -> " of uid " + uid).orElse("");
    }

    @Override
    public Answer ask(ContainerName name) {
        Path file = machine.at(socket);
        if (Files.notExists(file)) {
            return new Answer.Absent("no " + socket);
        }
        if (name.name().contains("/")) {
            return new Answer.Known(List.of());
        }
        try {
            HttpResponse response = UnixHttp.get(file, "/containers/" + name.name() + "/json", patience);
            return switch (response.status()) {
                case OK ->
                    new Answer.Known(
                            candidate(name, Json.parse(response.body().getBytes(StandardCharsets.UTF_8))).stream()
                                    .toList());
                case NOT_FOUND -> new Answer.Known(List.of());
                default -> new Answer.Failed("%s: it says %s".formatted(socket, complaint(response)));
            };
        } catch (IOException | IllegalArgumentException e) {
            return new Answer.Failed("%s: %s".formatted(socket, e.getMessage()));
        }
    }

    /** Empty for what it found by fewer digits of an id than we take. */
    private Optional<Candidate> candidate(ContainerName asked, Json container) {
        String id = container.at("Id").text().orElseThrow(() -> new IllegalArgumentException("its answer has no Id"));
        String name = container
                .at("Name")
                .text()
                .map(text -> text.replaceFirst("^/", ""))
                .orElse(id);
        Optional<Closeness> closeness = name.equals(asked.name()) ? Optional.of(Closeness.NAME) : asked.matchId(id);
        return closeness.map(how -> new Candidate(Engine.DOCKER, id, name, how, running(container.at("State"))));
    }

    private Optional<ProcessState> running(Json state) {
        Processes processes = machine.processes();
        return state.at("Running").isTrue()
                ? state.at("Pid")
                        .pid()
                        .flatMap(processes::alive)
                        .filter(first -> user.isEmpty()
                                || processes.owner(first.parent()).equals(user))
                : Optional.empty();
    }

    private static String complaint(HttpResponse response) {
        String status = "HTTP " + response.status();
        try {
            return Json.parse(response.body().getBytes(StandardCharsets.UTF_8))
                    .at("message")
                    .text()
                    .map(text -> status + ", " + printable(text))
                    .orElse(status);
        } catch (IllegalArgumentException notJson) {
            return status;
        }
    }

    private static String printable(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_COMPLAINT)).replaceAll("\\p{Cntrl}", " ");
    }
}
