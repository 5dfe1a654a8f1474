package org.buslane.node.doctor;

import java.util.List;
import org.buslane.lane.doctor.Finding;
import org.buslane.node.json.JsonText;

/**
 * What {@code doctor} has to say.
 *
 * @param findings the worst first
 * @param notes what could not be looked at, a sentence each
 */
public record Diagnosis(List<Finding> findings, List<String> notes) {
    public Diagnosis {
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }

    /** As one line. */
    public String json() {
        return JsonText.object(json -> {
            json.writeArrayPropertyStart("findings");
            for (Finding finding : findings) {
                json.writeStartObject();
                json.writeStringProperty("check", finding.check().id());
                json.writeStringProperty("severity", finding.check().severity().word());
                json.writeStringProperty("object", finding.object());
                json.writeStringProperty("what", finding.what());
                json.writeStringProperty("why", finding.check().why());
                json.writeStringProperty("cure", finding.cure());
                json.writeEndObject();
            }
            json.writeEndArray();
            JsonText.texts(json, "notes", notes);
        });
    }
}
