package org.buslane.node.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.lane.LaneTerms;
import org.buslane.node.lanes.AttachRequest;
import org.buslane.node.lanes.DetachRequest;
import org.buslane.node.lanes.Target;
import org.junit.jupiter.api.Test;

class AgentRequestTest {
    private static final LaneTerms TERMS =
            new LaneTerms(new Policy(RuleSet.parse("all"), RuleSet.parse("123@5/s"), true), 7, false);

    private static final List<Target> TARGETS = List.of(
            new Target.Named("docker:seat-service"),
            new Target.Pid(4711),
            new Target.Netns(Path.of("/run/netns/vehicle bus")));

    @Test
    void whatIsAskedIsUnderstood() {
        for (Target target : TARGETS) {
            for (AgentRequest request : List.of(
                    new AgentRequest.Attach(new AttachRequest(target, "can0", "vxcan1", TERMS, true)),
                    new AgentRequest.Detach(new DetachRequest(target, Optional.of("can0"))),
                    new AgentRequest.Detach(new DetachRequest(target, Optional.empty())))) {
                assertThat(AgentRequest.parse(request.line())).isEqualTo(request);
            }
        }
    }

    /** A control socket takes ASCII, and a name that is none does not change on the way. */
    @Test
    void aLineIsAscii() {
        AgentRequest request =
                new AgentRequest.Detach(new DetachRequest(new Target.Named("größer\n"), Optional.empty()));
        assertThat(request.line()).matches("[ -~]+");
        assertThat(AgentRequest.parse(request.line())).isEqualTo(request);
    }

    @Test
    void whatIsNoRequestIsSaidSo() {
        refused("", "the request is no JSON object");
        refused("attach", "the request is not JSON");
        refused("{}", "the request has no 'ask' that is a text");
        refused("{\"ask\":\"flush\"}", "'flush' is no request; there is: attach, detach");
        refused("{\"ask\":\"detach\"}", "the request names no container, pid or netns");
        String good =
                new AgentRequest.Attach(new AttachRequest(TARGETS.getFirst(), "can0", "can0", TERMS, false)).line();
        refused(good.replace("\"123@5/s\"", "\"12@5/s\""), "3 hex digits");
        refused(good.replace("\"rate\":7", "\"rate\":-7"), "a rate is 1 to 1000000 a second");
        refused(good.replace("\"rate\":7", "\"rate\":\"7\""), "no 'rate' that is a whole number");
    }

    private static void refused(String line, String sentence) {
        assertThatThrownBy(() -> AgentRequest.parse(line))
                .as(line)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }
}
