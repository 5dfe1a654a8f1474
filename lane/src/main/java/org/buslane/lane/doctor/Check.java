package org.buslane.lane.doctor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Each thing that is looked for. The page docs/doctor.md says all of them in these words. */
public enum Check {
    NO_CAN_RAW(
            "no-can-raw",
            Severity.WRONG,
            "Without it no program has CAN sockets.",
            "sudo modprobe can-raw; if there is none, the package with the kernel's extra modules, or a kernel with"
                    + " CONFIG_CAN_RAW"),
    NO_VXCAN(
            "no-vxcan",
            Severity.RISK,
            "Lanes are then copied by the agent, which takes longer, and ends with it.",
            "the package with the kernel's extra modules, or a kernel with CONFIG_CAN_VXCAN"),
    NO_CAN_GW(
            "no-can-gw",
            Severity.RISK,
            "Lanes are then copied by the agent, which takes longer, and ends with it; buses have no rules.",
            "the package with the kernel's extra modules, or a kernel with CONFIG_CAN_GW"),
    NO_TRAFFIC_CONTROL(
            "no-traffic-control",
            Severity.RISK,
            "Without it a lane with a rate cannot be made.",
            "the package with the kernel's extra modules, or a kernel with CONFIG_NET_SCH_INGRESS,"
                    + " CONFIG_NET_CLS_U32, CONFIG_NET_ACT_POLICE and CONFIG_NET_ACT_GACT"),
    ONE_HOP(
            "one-hop",
            Severity.RISK,
            "A frame goes through one rule: what one lane writes reaches others by rules from each to each, and a rule"
                    + " behind another hears nothing of it.",
            "with no lane and no rule left: sudo modprobe -r can-gw && sudo modprobe can-gw max_hops=2;"
                    + " `options can-gw max_hops=2` in /etc/modprobe.d keeps it so"),
    LANE_MTU(
            "lane-mtu",
            Severity.WRONG,
            "CAN FD frames do not get from the side with an MTU of 72 to the one with 16.",
            "sudo buslane detach LANE, then attach it anew: it is given its bus's MTU"),
    RULE_MTU(
            "rule-mtu",
            Severity.WRONG,
            "can-gw drops each CAN FD frame for an interface whose MTU is below 72.",
            "sudo buslane bus up BUS --fd on"),
    IFINDEX_COLLISION(
            "ifindex-collision",
            Severity.WRONG,
            "can-gw loses, and does not count, each frame that first came in by an interface of the target's number,"
                    + " in whichever namespace that was: nothing that the other end sends arrives.",
            "make it anew with -i: sudo buslane gw delete RULE; sudo buslane gw add RULE -i"),
    DUPLICATE_RULE(
            "duplicate-rule",
            Severity.WRONG,
            "To the kernel equal rules are different ones: each frame is forwarded once by each.",
            "sudo buslane gw delete RULE"),
    OVERLAPPING_RULES(
            "overlapping-rules",
            Severity.RISK,
            "Each rule forwards by itself: a frame that both are for is forwarded twice.",
            "give them filters that no frame passes two of, or delete one: sudo buslane gw delete RULE"),
    CHAINED_RULES(
            "chained-rules",
            Severity.RISK,
            "With max_hops above 1 the second takes up what the first one sends, which with can-gw's usual one hop it"
                    + " did not.",
            "if it is not meant: sudo buslane gw delete RULE; sudo buslane gw add RULE -l 1"),
    RULE_CYCLE(
            "rule-cycle",
            Severity.WRONG,
            "A frame comes back to the bus that it is from, and is there twice.",
            "make it anew without -i: sudo buslane gw delete RULE"),
    VXCAN_WITHOUT_ECHO(
            "vxcan-without-echo",
            Severity.RISK,
            "Before Linux 5.18 a vxcan echoes nothing: candump inside does not show what others there send, and the"
                    + " kernel's ISO-TP waits in vain for its own frames.",
            "a kernel from 5.18 on, or a stable one with \"vxcan: enable local echo for sent CAN frames\""),
    ONE_KIND_ONLY(
            "one-kind-only",
            Severity.HINT,
            "A rule is for classic frames or for CAN FD, never for both: frames of the other kind stay behind.",
            "sudo buslane gw add RULE"),
    BUS_OFF(
            "bus-off",
            Severity.WRONG,
            "The card takes no part until it is restarted: too much of what it sent went wrong, as with another bit"
                    + " rate than the others', a cut wire or no termination.",
            "sudo ip link set BUS type can restart; from then on by itself: sudo buslane bus up BUS --restart-ms 100"),
    ERROR_PASSIVE(
            "error-passive",
            Severity.RISK,
            "An error counter of the card is above 127, as when nobody acknowledges or bit rates differ; the next stage"
                    + " is bus-off.",
            "look at wires, termination and everybody's bit rate: ip -details -statistics link show BUS"),
    BUS_DOWN("bus-down", Severity.WRONG, "No frame goes through until it is up.", "sudo buslane bus up BUS"),
    NO_BUS(
            "no-bus",
            Severity.WRONG,
            "No frame goes through until there is one of that name.",
            "plug it in, or attach the container to another: sudo buslane detach LANE"),
    NO_BIT_RATE(
            "no-bit-rate",
            Severity.RISK,
            "Without one the card cannot be set up.",
            "with the bit rate of all others there: sudo buslane bus up BUS --bitrate 500k"),
    NO_RESTART(
            "no-restart",
            Severity.HINT,
            "After bus-off the card stays off until somebody restarts it.",
            "sudo buslane bus up BUS --restart-ms 100"),
    SHORT_QUEUE(
            "short-queue",
            Severity.HINT,
            "What is more in a burst is lost: programs get ENOBUFS, and can-gw's frames nobody misses.",
            "sudo buslane bus up BUS --txqueuelen 1000"),
    OVERRUNS(
            "overruns",
            Severity.RISK,
            "They were on the bus, and no program saw them: the machine did not fetch them in time.",
            "give the machine less to do, the card's interrupt a CPU of its own, or take a card with a deeper queue;"
                    + " BUS counts from when it was plugged in"),
    RULE_DROPS(
            "rule-drops",
            Severity.RISK,
            "The target was down, or its MTU too small for them.",
            "set up what is down; to count anew: sudo buslane gw delete RULE; sudo buslane gw add RULE"),
    HOP_LIMIT(
            "hop-limit",
            Severity.RISK,
            "These frames had been through as many rules as can-gw was loaded for, and went no further.",
            "if they are to go on, load can-gw with a higher max_hops; if not, leave -e out of the rule before it"),
    HOST_NETWORK(
            "host-network",
            Severity.RISK,
            "Its programs read and write every bus of the machine; no policy is between.",
            "start it without the host's network, then: sudo buslane attach CONTAINER"),
    LANE_GONE(
            "lane-gone",
            Severity.WRONG,
            "Its container has no CAN interface.",
            "an agent makes it again while its network lives: sudo buslane agent; if nobody wants it: sudo buslane"
                    + " detach LANE"),
    LANE_WITHOUT_RECORD(
            "lane-without-record",
            Severity.WRONG,
            "Nobody knows what was promised to its container, so no agent keeps it.",
            "sudo buslane detach LANE, then attach it anew"),
    LANE_DIFFERS(
            "lane-differs",
            Severity.WRONG,
            "It lets frames through that it must not, or keeps others back.",
            "an agent repairs it: sudo buslane agent; or attach it anew, which changes only what differs"),
    COPY_WITHOUT_AGENT(
            "copy-without-agent",
            Severity.WRONG,
            "Where the kernel cannot forward, the agent copies: without one no frame goes through.",
            "sudo buslane agent"),
    NO_AGENT(
            "no-agent",
            Severity.HINT,
            "Nobody repairs lanes when a bus comes back or somebody deletes a rule.",
            "sudo buslane agent");

    private static final Pattern SUBJECT = Pattern.compile("\\b(BUS|LANE|RULE|CONTAINER)\\b");

    private final String id;
    private final Severity severity;
    private final String why;
    private final String cure;

    Check(String id, Severity severity, String why, String cure) {
        this.id = id;
        this.severity = severity;
        this.why = why;
        this.cure = cure;
    }

    /** In JSON, and the same for good. */
    public String id() {
        return id;
    }

    public Severity severity() {
        return severity;
    }

    public String why() {
        return why;
    }

    /** With a word in capitals for what it is done to. */
    public String cure() {
        return cure;
    }

    /** @param what it is, in a sentence without its end that goes on from the object */
    Finding finding(String object, String what) {
        return finding(object, what, object);
    }

    /** @param subject what the cure is done to */
    Finding finding(String object, String what, String subject) {
        return new Finding(this, object, what, SUBJECT.matcher(cure).replaceAll(Matcher.quoteReplacement(subject)));
    }
}
