package org.buslane.virtual.ecu;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.frame.DataFrame;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.Payload;

/**
 * The seat adjuster of {@code cansim}: hears SECU1_CMD_1, sends SECU1_STAT. Where that one gives a frame to whom reads,
 * this one sends on its own, as what it stands for does.
 */
final class SeatEcu implements Ecu {
    private static final int COMMAND = 0x705;
    private static final ArbitrationId STATUS = ArbitrationId.standard(0x712);

    /** What motors 2 to 4 are in cansim, whatever they are told. */
    private static final int OFF_AND_LEARNED = 1 << 2;

    /** What they tell of their position. */
    private static final byte UNKNOWN = (byte) 0xff;

    private final SeatSpec spec;
    private final SeatMotor motor;
    private final long period;
    private long due;

    SeatEcu(SeatSpec spec) {
        this.spec = spec;
        this.motor = new SeatMotor(spec);
        this.period = TimeUnit.MILLISECONDS.toNanos(spec.delayMillis());
        this.due = period;
    }

    @Override
    public boolean listensTo(int idWord) {
        return idWord == COMMAND;
    }

    @Override
    public void hear(Frame frame, long now) {
        if (frame instanceof DataFrame data && data.idWord() == COMMAND) {
            Payload bytes = data.data().padded(2);
            motor.order(bytes.at(0) & 3, bytes.at(1));
        }
    }

    @Override
    public void turn(long now, Consumer<Frame> bus) {
        if (now >= due) {
            due = Punctual.next(due, period, now);
            motor.tick();
            bus.accept(new DataFrame(STATUS, status()));
        }
    }

    private Payload status() {
        byte position = (byte) motor.percent();
        byte others = spec.allMotors() ? position : UNKNOWN;
        return Payload.of(
                (byte) (motor.direction() | spec.learned() << 2 | OFF_AND_LEARNED << 4),
                (byte) (OFF_AND_LEARNED | OFF_AND_LEARNED << 4),
                position,
                others,
                others,
                others,
                (byte) 0,
                (byte) 0);
    }

    @Override
    public long due() {
        return due;
    }

    @Override
    public long withheld() {
        return 0;
    }

    @Override
    public long overflows() {
        return 0;
    }
}
