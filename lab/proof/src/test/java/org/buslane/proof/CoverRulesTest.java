package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.frame.DataFrame;
import org.buslane.core.frame.FdFrame;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.IdWord;
import org.buslane.core.frame.Payload;
import org.buslane.core.frame.RemoteFrame;
import org.buslane.core.policy.Cover;
import org.buslane.core.policy.Part;
import org.buslane.core.policy.RuleSet;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Buses;
import org.buslane.linux.can.CanOptions;
import org.buslane.linux.netlink.Gateway;
import org.buslane.linux.netlink.GatewayFilter;
import org.buslane.linux.netlink.GatewayFlag;
import org.buslane.linux.netlink.GatewayRule;
import org.buslane.linux.netlink.Links;
import org.buslane.linux.netlink.NetlinkSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cover's parts as can-gw rules: the kernel lets through what the rule set does, each frame once and in order. */
@OnKernels({"6.1", "6.12"})
class CoverRulesTest {
    private static final int IN_A_BATCH = 60;

    /** An FD frame, for which there is a rule of its own, ends each batch. */
    private static final Frame MARK = new FdFrame(ArbitrationId.standard(0x7ff), 4, Payload.EMPTY);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100-1FF,180-280",
                "123,456r",
                "all",
                "all,7DFr",
                "allr",
                "none",
                "001-7FEr,100@5/s,00000001-1FFFFFFE",
                "00FEF100/00FFFF00,18DA0000-18DAFFFFr,005/00F,0A0/0F0r",
            })
    void whatPassesIsWhatTheRulesSay(String rules) {
        passes(RuleSet.parse(rules), new SplittableRandom(1), rules);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whatPassesIsWhatRandomRulesSay(int number) {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        String rules = Stream.generate(() -> rule(random)).limit(2 + number).collect(Collectors.joining(","));
        passes(RuleSet.parse(rules), random, "seed %d: %s".formatted(seed, rules));
    }

    private static String rule(RandomGenerator random) {
        boolean extended = random.nextBoolean();
        int width = extended ? IdWord.EXTENDED_MASK : IdWord.STANDARD_MASK;
        int id = random.nextInt(width + 1);
        String form = extended ? "%08X" : "%03X";
        String ids = switch (random.nextInt(3)) {
            case 0 -> form.formatted(id);
            case 1 -> (form + "-" + form).formatted(id, id + random.nextInt(width - id + 1));
            default -> (form + "/" + form).formatted(id, width & ~(0xF0 << random.nextInt(8)));
        };
        return ids + (random.nextBoolean() ? "r" : "") + (random.nextInt(4) == 0 ? "@9/s" : "");
    }

    private static void passes(RuleSet rules, RandomGenerator random, String what) {
        Cover cover = Cover.of(rules);
        try (NetlinkSocket netlink = NetlinkSocket.open();
                Buses _ = Buses.here().vcan("can0", "can1").rule("can0", "can1", "-X")) {
            int from = new Links(netlink).find("can0").orElseThrow().index();
            int to = new Links(netlink).find("can1").orElseThrow().index();
            Gateway gateway = new Gateway(netlink);
            for (Part part : cover.parts()) {
                gateway.add(GatewayRule.of(from, to, Set.of(GatewayFlag.ECHO))
                        .withFilter(new GatewayFilter(part.id(), part.mask())));
            }
            CanOptions fd = CanOptions.classic().withFd();
            try (Wire sender = Wire.open(from, fd);
                    Wire receiver = Wire.open(to, fd)) {
                List<Integer> words = words(cover, random).boxed().toList();
                for (int at = 0; at < words.size(); at += IN_A_BATCH) {
                    List<Integer> some = words.subList(at, Math.min(words.size(), at + IN_A_BATCH));
                    sender.send(Stream.concat(some.stream().map(CoverRulesTest::frame), Stream.of(MARK))
                            .toArray(Frame[]::new));
                    assertThat(upToMark(receiver))
                            .as(what)
                            .containsExactlyElementsOf(some.stream()
                                    .filter(word -> rules.firstMatch(word) >= 0)
                                    .map(CoverRulesTest::frame)
                                    .toList());
                }
            }
        }
    }

    private static List<Frame> upToMark(Wire receiver) {
        List<Frame> frames = new ArrayList<>(receiver.receive());
        while (frames.isEmpty() || !frames.getLast().equals(MARK)) {
            frames.addAll(receiver.receive());
        }
        frames.removeLast();
        return frames;
    }

    /** All of 11 bits, data and remote, and of 29 bits those at the edges of parts and some others. */
    private static IntStream words(Cover cover, RandomGenerator random) {
        IntStream standard = IntStream.rangeClosed(0, IdWord.STANDARD_MASK);
        IntStream edges = cover.parts().stream()
                .flatMapToInt(part -> IntStream.of(part.id(), part.id() | ~part.mask()))
                .flatMap(id -> IntStream.of(id - 1, id, id + 1));
        IntStream extended =
                IntStream.concat(edges, random.ints(500)).map(id -> (id & IdWord.EXTENDED_MASK) | IdWord.EXTENDED);
        return IntStream.concat(standard, extended).flatMap(id -> IntStream.of(id, id | IdWord.REMOTE));
    }

    private static Frame frame(int word) {
        ArbitrationId id = ArbitrationId.ofWord(word);
        return IdWord.isRemote(word) ? new RemoteFrame(id, 0, 0) : new DataFrame(id, Payload.EMPTY, 0);
    }
}
