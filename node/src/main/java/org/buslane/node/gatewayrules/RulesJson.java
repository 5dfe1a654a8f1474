package org.buslane.node.gatewayrules;

import java.io.StringWriter;
import java.util.List;
import org.buslane.linux.netlink.GatewayFlag;
import org.buslane.linux.netlink.InstalledRule;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Rules as one line of JSON. */
final class RulesJson {
    private RulesJson() {}

    static String write(List<ListedRule> rules) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartArray();
            rules.forEach(rule -> write(json, rule));
            json.writeEndArray();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, ListedRule listed) {
        InstalledRule installed = listed.installed();
        json.writeStartObject();
        json.writeStringProperty("from", listed.rule().from());
        json.writeStringProperty("to", listed.rule().to());
        json.writeBooleanProperty("fd", installed.rule().flags().contains(GatewayFlag.FD));
        json.writeStringProperty("cangw", listed.rule().toString());
        json.writeBooleanProperty("declared", listed.declared());
        json.writeNumberProperty("handled", installed.handled());
        json.writeNumberProperty("dropped", installed.dropped());
        json.writeNumberProperty("deleted", installed.deleted());
        json.writeEndObject();
    }
}
