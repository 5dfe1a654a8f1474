package org.buslane.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.buslane.linux.Errno;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JointTest {
    private static final int CLASSIC = 16;
    private static final int FD = 72;
    private static final int XL = 2060;

    @TempDir
    private Path folder;

    private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();
    private final Channel channel = new Channel("can0 of a test");
    private final FakeGuest guest = new FakeGuest(channel);
    private FakeLane lane;
    private Joint joint;

    @BeforeEach
    void theJointIsThere() {
        lane = new FakeLane(folder);
        joint = new Joint("can0", lane.client(), channel, notices::add);
        joint.start();
    }

    @AfterEach
    void nothingIsLeft() {
        guest.leave();
        joint.close();
        lane.close();
    }

    /** Of this size and no other, known by its number. */
    private static byte[] frame(int size, int number) {
        byte[] frame = new byte[size];
        new Random(number).nextBytes(frame);
        return frame;
    }

    /** Frames of one answer, each behind its size. */
    private List<byte[]> framesOf(FakeGuest.Answer answer) {
        assertThat(answer.kind()).isEqualTo('f');
        assertThat(answer.data()).hasSizeLessThanOrEqualTo(Channel.CHUNK);
        ByteBuffer records = ByteBuffer.wrap(answer.data()).order(ByteOrder.nativeOrder());
        List<byte[]> frames = new ArrayList<>();
        while (records.hasRemaining()) {
            byte[] frame = new byte[Short.toUnsignedInt(records.getShort())];
            records.get(frame);
            frames.add(frame);
        }
        return frames;
    }

    private void assertGuestHears(List<byte[]> sent) {
        List<byte[]> heard = new ArrayList<>();
        while (heard.size() < sent.size()) {
            List<byte[]> frames = framesOf(guest.request().answer());
            assertThat(frames).isNotEmpty();
            heard.addAll(frames);
        }
        assertThat(heard).containsExactlyElementsOf(sent);
    }

    @Test
    void whatTheGuestSendsIsOnTheBusAsItIs() {
        byte[] classic = frame(CLASSIC, 1);
        byte[] fd = frame(FD, 2);
        byte[] xl = frame(XL, 3);

        guest.record('f', classic).request().record('f', fd).record('f', xl);

        assertThat(lane.receive()).isEqualTo(classic);
        assertThat(lane.receive()).isEqualTo(fd);
        assertThat(lane.receive()).isEqualTo(xl);
    }

    @Test
    void whatIsOnTheBusTheGuestHearsWhenItAsks() {
        byte[] frame = frame(CLASSIC, 1);
        lane.send(frame);

        assertThat(framesOf(guest.request().answer())).containsExactly(frame);
        assertThat(guest.hasNothing()).isTrue();
    }

    @Test
    void manyFramesStandInOneAnswer() {
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            sent.add(frame(CLASSIC, i));
            lane.send(sent.getLast());
        }

        assertGuestHears(sent);
    }

    @Test
    void aBatchLargerThanAnAnswerIsSplitBetweenFramesAndNothingIsLost() {
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            sent.add(frame(i % 7 == 0 ? XL : i % 3 == 0 ? FD : CLASSIC, i));
        }
        Thread bus = Thread.ofPlatform().start(() -> sent.forEach(lane::send));

        assertGuestHears(sent);
        assertThat(bus.isAlive()).isFalse();
    }

    @Test
    void aBusThatWentDownIsJoinedWhenItIsUpAgain() {
        lane.tell(Errno.ENETDOWN);
        byte[] frame = frame(FD, 1);
        lane.send(frame);

        assertThat(framesOf(guest.request().answer())).containsExactly(frame);
        assertThat(notices).isEmpty();
    }

    @Test
    void aGatewayThatIsGoneIsOneNoticeAndTheGuestGoesOn() throws Exception {
        lane.close();
        String notice = notices.take();
        // More than a socket holds: it is taken, as by a bus that nobody listens on.
        for (int i = 0; i < 1000; i++) {
            guest.record('f', frame(XL, i));
        }

        assertThat(notice)
                .startsWith("can0 is on its own in the lab from now on: ")
                .contains("ENETDOWN");
        assertThat(notices).isEmpty();
    }

    @Test
    void aGuestThatIsGoneIsNoNews() {
        for (int i = 0; i < 200; i++) {
            lane.send(frame(CLASSIC, i));
            if (i == 100) {
                guest.request().leave();
            }
        }
        joint.close();

        assertThat(notices).isEmpty();
    }

    @Test
    void whatTheGuestSentLastIsOnTheBusWhenTheJointIsClosed() {
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            sent.add(frame(CLASSIC, i));
            guest.record('f', sent.getLast());
        }
        guest.leave();
        List<byte[]> heard = new ArrayList<>();
        Thread bus = Thread.ofPlatform().start(() -> {
            for (byte[] frame = lane.receive(); frame.length > 0; frame = lane.receive()) {
                heard.add(frame);
            }
        });

        joint.close();

        assertThat(bus).satisfies(Thread::join);
        assertThat(heard).containsExactlyElementsOf(sent);
    }

    @Test
    void whatWasLostInTheGuestIsSaidAtTheEndAndOnlyThen() {
        guest.record('l', lost(7)).record('l', lost(0x8000_0001)).record('f', frame(CLASSIC, 1));
        lane.receive();
        assertThat(notices).isEmpty();
        guest.leave();
        joint.close();

        assertThat(notices)
                .containsExactly(
                        "can0: 2147483649 frames were sent in the lab faster than they could leave it, and are lost");
    }

    @Test
    void theGuestMayEndWhenItsLastFrameIsOnTheBus() {
        byte[] last = frame(CLASSIC, 1);
        guest.record('f', last).record('x');

        FakeGuest.Answer answer = guest.answer();

        assertThat(answer.kind()).isEqualTo('x');
        assertThat(answer.data()).isEmpty();
        assertThat(lane.receive()).isEqualTo(last);
    }

    @Test
    void theGuestMayEndAlsoWhenTheGatewayIsGone() throws Exception {
        lane.close();
        notices.take();

        assertThat(guest.record('f', frame(CLASSIC, 1)).record('x').answer().kind())
                .isEqualTo('x');
        assertThat(notices).isEmpty();
    }

    private static byte[] lost(int frames) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putInt(frames)
                .array();
    }

    @Test
    void aGuestThatSendsNoFramesIsLeftAlone() throws Exception {
        guest.record('f', new byte[XL + 1]);

        assertThat(notices.take())
                .isEqualTo("can0 is on its own in the lab from now on: the guest sent 2061 bytes as a frame");
    }
}
