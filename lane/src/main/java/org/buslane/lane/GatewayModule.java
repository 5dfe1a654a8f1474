package org.buslane.lane;

/** The kernel's module can-gw. */
public sealed interface GatewayModule {
    /** @param maxHops how many rules a frame may go through, as it was loaded; the kernel's default is 1 */
    record Loaded(int maxHops) implements GatewayModule {}

    /** It is there to be loaded. */
    record Loadable() implements GatewayModule {}

    record Missing() implements GatewayModule {}
}
