package org.buslane.node.agent;

import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.function.Supplier;
import org.buslane.node.NodeException;
import org.buslane.node.json.JsonText;
import org.buslane.node.lanes.LaneView;

/** Answers what the agent is asked, on any thread: what touches the kernel is done by the agent's. */
final class AgentAnswers {
    /** Of a request in a few words, as all are that anybody may make. */
    private static final int STRANGERS = 256;

    /** In nanoseconds. */
    private static final long LATELY = 500_000_000;

    private record Said(String json, long at) {}

    private final AgentParts parts;
    private final AgentThread thread;
    private volatile Said last = new Said("", 0);

    AgentAnswers(AgentParts parts, AgentThread thread) {
        this.parts = parts;
        this.thread = thread;
    }

    String answer(UserPrincipal user, String line) {
        boolean isStranger = !parts.users().isPrivileged(user);
        if (isStranger && line.length() > STRANGERS) {
            throw new NodeException("the agent takes no such request from user " + user.getName());
        }
        AgentRequest request = AgentRequest.parse(line);
        return switch (request) {
            case AgentRequest.Attach(var attach) ->
                forRoot(
                        user,
                        () -> thread.ask(() -> parts.desk().attach(attach)).json());
            case AgentRequest.Detach(var detach) ->
                forRoot(
                        user,
                        () -> texts(
                                "detached",
                                thread.ask(() -> parts.desk().detach(detach)).stream()
                                        .map(LaneView::words)
                                        .toList()));
            case AgentRequest.Reload(boolean dryRun) -> forRoot(user, () -> texts("changes", reload(dryRun)));
            case AgentRequest.Status _ -> isStranger ? lately() : status();
            case AgentRequest.Declaration _ -> declaration(user);
        };
    }

    private String status() {
        String json = thread.look(() -> parts.status().get()).json();
        last = new Said(json, parts.clock().getAsLong());
        return json;
    }

    /** For whoever asks: the thread has better things to do than to tell each of them anew. */
    private String lately() {
        Said known = last;
        return known.json().isEmpty() || parts.clock().getAsLong() - known.at() > LATELY ? status() : known.json();
    }

    private String forRoot(UserPrincipal user, Supplier<String> answer) {
        if (!parts.users().isRoot(user)) {
            throw new NodeException("the agent does that for root alone, not for user " + user.getName());
        }
        return answer.get();
    }

    List<String> reload(boolean dryRun) {
        return declaring().reload(dryRun, thread, parts.keeping());
    }

    private Declaring declaring() {
        return parts.declaring()
                .orElseThrow(() -> new NodeException(
                        "this agent was started without a configuration (--config FILE), so there is none to read"));
    }

    private String declaration(UserPrincipal user) {
        if (!parts.users().isPrivileged(user)) {
            throw new NodeException("the agent says what is declared to its gateway, not to user " + user.getName());
        }
        Declaring declaring = declaring();
        return JsonText.object(json -> {
            json.writeStringProperty("file", declaring.file().toString());
            json.writeStringProperty("text", declaring.text());
        });
    }

    private static String texts(String name, List<String> texts) {
        return JsonText.object(json -> JsonText.texts(json, name, texts));
    }
}
