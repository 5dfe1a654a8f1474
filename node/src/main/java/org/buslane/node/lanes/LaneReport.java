package org.buslane.node.lanes;

import java.util.List;
import org.buslane.lane.Plan;
import org.buslane.lane.Step;
import org.buslane.lane.Wiring;
import org.buslane.node.json.JsonObject;
import org.buslane.node.json.JsonText;

/**
 * What became of a request, or would have.
 *
 * @param lane its name on this machine
 * @param steps what was done, in words; none if it was so already
 */
public record LaneReport(
        String lane,
        String owner,
        String bus,
        String name,
        String read,
        String write,
        Wiring wiring,
        List<String> steps,
        List<String> notes) {
    public LaneReport {
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }

    /** What a plan does. */
    public static LaneReport of(Plan plan) {
        return new LaneReport(
                plan.lane().text(),
                plan.request().owner(),
                plan.request().bus(),
                plan.request().name(),
                plan.request().terms().policy().read().toString(),
                plan.request().terms().policy().write().toString(),
                plan.wiring(),
                plan.steps().stream().map(Step::toString).toList(),
                plan.notes());
    }

    /** What {@link #json} says. */
    public static LaneReport read(JsonObject json) {
        return new LaneReport(
                json.text("lane"),
                json.text("owner"),
                json.text("bus"),
                json.text("name"),
                json.text("read"),
                json.text("write"),
                Wiring.valueOf(json.text("wiring")),
                json.texts("steps"),
                json.texts("notes"));
    }

    /** As one line of JSON. */
    public String json() {
        return JsonText.object(json -> {
            json.writeStringProperty("lane", lane);
            json.writeStringProperty("owner", owner);
            json.writeStringProperty("bus", bus);
            json.writeStringProperty("name", name);
            json.writeStringProperty("read", read);
            json.writeStringProperty("write", write);
            json.writeStringProperty("wiring", wiring.name());
            JsonText.texts(json, "steps", steps);
            JsonText.texts(json, "notes", notes);
        });
    }
}
