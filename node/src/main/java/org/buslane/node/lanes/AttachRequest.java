package org.buslane.node.lanes;

import java.nio.file.Path;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.lane.LaneTerms;
import org.buslane.node.NodeException;
import org.buslane.node.json.JsonObject;
import tools.jackson.core.JsonGenerator;

/**
 * {@code attach}, as it was typed.
 *
 * @param name of the interface inside
 * @param dryRun whether it is only asked what would be done
 */
public record AttachRequest(Target target, String bus, String name, LaneTerms terms, boolean dryRun) {
    /** What {@code write} wrote. */
    public static AttachRequest read(JsonObject json) {
        Policy policy = new Policy(
                RuleSet.parse(json.text("read")), RuleSet.parse(json.text("write")), json.flag("error-frames"));
        return new AttachRequest(
                readTarget(json),
                json.text("bus"),
                json.text("name"),
                new LaneTerms(policy, json.integer("rate"), json.flag("fd")),
                json.flag("dry-run"));
    }

    /** As fields of an object that is open. */
    public void write(JsonGenerator json) {
        write(json, target);
        json.writeStringProperty("bus", bus);
        json.writeStringProperty("name", name);
        json.writeStringProperty("read", terms.policy().read().toString());
        json.writeStringProperty("write", terms.policy().write().toString());
        json.writeBooleanProperty("error-frames", terms.policy().errorFrames());
        json.writeNumberProperty("rate", terms.perSecond());
        json.writeBooleanProperty("fd", terms.fd());
        json.writeBooleanProperty("dry-run", dryRun);
    }

    static void write(JsonGenerator json, Target target) {
        switch (target) {
            case Target.Named(String name) -> json.writeStringProperty("container", name);
            case Target.Pid(int pid) -> json.writeNumberProperty("pid", pid);
            case Target.Netns(Path file) -> json.writeStringProperty("netns", file.toString());
        }
    }

    static Target readTarget(JsonObject json) {
        if (json.has("container")) {
            return new Target.Named(json.text("container"));
        }
        if (json.has("pid")) {
            return new Target.Pid(json.integer("pid"));
        }
        if (json.has("netns")) {
            return new Target.Netns(Path.of(json.text("netns")));
        }
        throw new NodeException(json.what() + " names no container, pid or netns");
    }
}
