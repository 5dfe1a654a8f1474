package org.buslane.node.buses;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.buslane.linux.netlink.Links;
import org.buslane.linux.netlink.NetlinkSocket;
import org.buslane.node.NodeException;
import org.buslane.node.control.ControlClient;
import org.buslane.node.control.ControlRequest;
import org.buslane.node.control.StatusJson;
import org.buslane.node.folder.Caller;

/** Sets the bus that a name means up or down: the gateway's, if it has declared one of that name, else the kernel's. */
public final class BusSwitch {
    private final Caller caller;
    private final boolean planOnly;

    /** @param planOnly nothing is done */
    public BusSwitch(Caller caller, boolean planOnly) {
        this.caller = caller;
        this.planOnly = planOnly;
    }

    /**
     * Sets it up, the kernel's as it is wanted.
     *
     * @return what is to be done to it, a line each, if that is all that is asked for
     * @throws NodeException if there is no such bus, it cannot be like that, or the caller may not
     */
    public String up(String name, BusWish wish) {
        return change(name, true, wish, bus -> bus.planUp(wish));
    }

    /** The same downwards. */
    public String down(String name) {
        return change(name, false, BusWish.UP, KernelBus::planDown);
    }

    private String change(String name, boolean up, BusWish wish, Function<KernelBus, List<BusStep>> plan) {
        Optional<NodeException> noAnswer = Optional.empty();
        boolean declared = false;
        try {
            declared = isDeclared(name);
        } catch (NodeException e) {
            noAnswer = Optional.of(e);
        }
        if (declared) {
            return changeVirtual(name, up, wish);
        }
        Optional<String> done = changeInterface(name, plan);
        if (done.isEmpty() && noAnswer.isPresent()) {
            throw new NodeException("there is no interface %s, and %s"
                    .formatted(name, noAnswer.get().getMessage()));
        }
        // A gateway that has no such bus says which it has.
        return done.orElseGet(() -> ask(name, up));
    }

    private Optional<String> changeInterface(String name, Function<KernelBus, List<BusStep>> plan) {
        try (NetlinkSocket socket = NetlinkSocket.open()) {
            return KernelBus.find(new Links(socket), name).map(bus -> {
                List<BusStep> steps = plan.apply(bus);
                if (planOnly) {
                    return BusStep.commands(name, steps);
                }
                bus.apply(steps);
                return "";
            });
        }
    }

    private boolean isDeclared(String name) {
        return StatusJson.read(ControlClient.ask(caller, new ControlRequest.Status())).buses().stream()
                .anyMatch(bus -> bus.name().equals(name));
    }

    private String changeVirtual(String name, boolean up, BusWish wish) {
        if (!wish.equals(BusWish.UP)) {
            throw new NodeException(
                    name + " is a virtual bus, which has no bit rate, no queue length and no modes of a CAN card");
        }
        if (planOnly) {
            return "the gateway sets its bus %s %s".formatted(name, up ? "up" : "down");
        }
        return ask(name, up);
    }

    private String ask(String name, boolean up) {
        ControlClient.ask(caller, new ControlRequest.SetBus(name, up));
        return "";
    }
}
