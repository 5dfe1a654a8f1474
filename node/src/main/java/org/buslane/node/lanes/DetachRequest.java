package org.buslane.node.lanes;

import java.util.Optional;
import org.buslane.node.json.JsonObject;
import tools.jackson.core.JsonGenerator;

/**
 * {@code detach}, as it was typed.
 *
 * @param name of the interface inside, of a target with several; all of them if empty
 */
public record DetachRequest(Target target, Optional<String> name) {
    /** What {@code write} wrote. */
    public static DetachRequest read(JsonObject json) {
        return new DetachRequest(
                AttachRequest.readTarget(json), json.has("name") ? Optional.of(json.text("name")) : Optional.empty());
    }

    /** As fields of an object that is open. */
    public void write(JsonGenerator json) {
        AttachRequest.write(json, target);
        name.ifPresent(text -> json.writeStringProperty("name", text));
    }
}
