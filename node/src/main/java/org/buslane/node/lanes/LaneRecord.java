package org.buslane.node.lanes;

import java.nio.file.Path;
import java.util.Optional;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.lane.LaneId;
import org.buslane.lane.LaneRequest;
import org.buslane.lane.LaneTerms;
import org.buslane.lane.Wiring;
import org.buslane.node.json.JsonObject;
import tools.jackson.core.JsonGenerator;

/**
 * What was promised to a container: by this an agent that starts later knows what to keep up.
 *
 * @param index of both ends, or of the one inside of a lane that is copied
 * @param namespace inode number of the container's, which is another's as soon as this one is gone
 * @param cookie its SO_NETNS_COOKIE, which never is
 * @param netns the file that led there, which may be gone, or another's by now: then its number is another
 * @param declared for whom a configuration declares it, in its words; empty for one that was attached by hand
 */
public record LaneRecord(
        LaneId lane,
        int index,
        LaneRequest request,
        Wiring wiring,
        long namespace,
        long cookie,
        Path netns,
        Optional<String> declared) {
    static LaneRecord read(JsonObject json) {
        Policy policy = new Policy(
                RuleSet.parse(json.text("read")), RuleSet.parse(json.text("write")), json.flag("error-frames"));
        return new LaneRecord(
                new LaneId(json.text("lane")),
                json.integer("index"),
                new LaneRequest(
                        json.text("owner"),
                        json.text("bus"),
                        json.text("name"),
                        new LaneTerms(policy, json.integer("rate"), json.flag("fd"))),
                Wiring.valueOf(json.text("wiring")),
                json.number("namespace"),
                json.number("cookie"),
                Path.of(json.text("netns")),
                json.has("declared") ? Optional.of(json.text("declared")) : Optional.empty());
    }

    /** As fields of an object that is open. */
    void write(JsonGenerator json) {
        json.writeStringProperty("lane", lane.text());
        json.writeNumberProperty("index", index);
        json.writeStringProperty("owner", request.owner());
        json.writeStringProperty("bus", request.bus());
        json.writeStringProperty("name", request.name());
        json.writeStringProperty("read", request.terms().policy().read().toString());
        json.writeStringProperty("write", request.terms().policy().write().toString());
        json.writeBooleanProperty("error-frames", request.terms().policy().errorFrames());
        json.writeNumberProperty("rate", request.terms().perSecond());
        json.writeBooleanProperty("fd", request.terms().fd());
        json.writeStringProperty("wiring", wiring.name());
        json.writeNumberProperty("namespace", namespace);
        json.writeNumberProperty("cookie", cookie);
        json.writeStringProperty("netns", netns.toString());
        declared.ifPresent(choice -> json.writeStringProperty("declared", choice));
    }
}
