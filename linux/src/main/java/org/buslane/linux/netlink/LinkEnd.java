package org.buslane.linux.netlink;

import java.util.OptionalInt;

/**
 * An interface that is to be made: a vcan, or one end of a vxcan pair.
 *
 * @param name at most 15 bytes
 * @param index its number, which must be free in its namespace; the kernel's choice if empty
 * @param mtu 16 for classic frames, 72 for CAN FD, 76 to 2060 for CAN XL; the kernel's choice, 72, if empty
 */
public record LinkEnd(String name, OptionalInt index, OptionalInt mtu) {
    public LinkEnd {
        InterfaceName.require(name);
        index.ifPresent(number -> Requirements.index("an interface", number));
        mtu.ifPresent(Requirements::mtu);
    }

    /** With index and MTU of the kernel's choice. */
    public static LinkEnd named(String name) {
        return new LinkEnd(name, OptionalInt.empty(), OptionalInt.empty());
    }

    public LinkEnd withIndex(int number) {
        return new LinkEnd(name, OptionalInt.of(number), mtu);
    }

    public LinkEnd withMtu(int bytes) {
        return new LinkEnd(name, index, OptionalInt.of(bytes));
    }
}
