package org.buslane.virtual;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.buslane.core.frame.FrameLayout;

/** Which frames a bus carries, told to programs by the interface's MTU as the kernel does. */
public enum BusKind {
    CLASSIC(FrameLayout.CLASSIC_SIZE),
    FD(FrameLayout.FD_SIZE),
    XL(FrameLayout.XL_MAX_SIZE);

    private final int mtu;

    BusKind(int mtu) {
        this.mtu = mtu;
    }

    /** CAN_MTU, CANFD_MTU or CANXL_MTU. */
    public int mtu() {
        return mtu;
    }

    /** As it stands in configuration and status. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException saying what there is, if {@code label} is none of it */
    public static BusKind of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'%s' is no kind of bus; there is %s"
                        .formatted(
                                label,
                                Arrays.stream(values()).map(BusKind::label).collect(Collectors.joining(", ")))));
    }
}
