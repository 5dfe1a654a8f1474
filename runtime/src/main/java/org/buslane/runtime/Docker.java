package org.buslane.runtime;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

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
    private static final Pattern ID = Pattern.compile("[0-9a-f]{1,64}");

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
            return failed();
        }

        @Override
        public Answer ask(Label label) {
            return failed();
        }

        private Answer failed() {
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
        return ask(() -> name.name().contains("/") ? List.of() : inspected(name.name(), name));
    }

    @Override
    public Answer ask(Label label) {
        return ask(() -> {
            List<Candidate> candidates = new ArrayList<>();
            for (Json each : api().get("/containers/json?filters=" + filter(label))
                    .map(Json::items)
                    .orElse(List.of())) {
                Optional<String> id =
                        each.at("Id").text().filter(text -> ID.matcher(text).matches());
                // Podman, which may answer for it, takes what is asked for as a pattern.
                if (id.isPresent() && label.isAmong(each.at("Labels").texts())) {
                    candidates.addAll(inspected(id.get(), new ContainerName(Optional.empty(), id.get())));
                }
            }
            candidates.removeIf(each -> each.running().isEmpty());
            return candidates;
        });
    }

    private interface Question {
        List<Candidate> ask() throws IOException;
    }

    private Answer ask(Question question) {
        if (Files.notExists(machine.at(socket))) {
            return new Answer.Absent("no " + socket);
        }
        try {
            return new Answer.Known(question.ask());
        } catch (IOException | IllegalArgumentException e) {
            return new Answer.Failed("%s: %s".formatted(socket, e.getMessage()));
        }
    }

    private DockerApi api() {
        return new DockerApi(machine.at(socket), patience);
    }

    /** Of a container that ends just now, none. */
    private List<Candidate> inspected(String nameOrId, ContainerName asked) throws IOException {
        return api().get("/containers/" + nameOrId + "/json").flatMap(each -> candidate(asked, each)).stream()
                .toList();
    }

    /** {@code {"label":["KEY=VALUE"]}}, as a part of a query. */
    private static String filter(Label label) {
        String text = label.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        return URLEncoder.encode("{\"label\":[\"" + text + "\"]}", StandardCharsets.UTF_8)
                .replace("+", "%20");
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
}
