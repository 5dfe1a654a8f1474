package org.buslane.node.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.buslane.core.policy.Policy;
import org.buslane.linux.NetworkInterfaces;
import org.buslane.node.NodeException;
import org.buslane.node.declared.NodeDeclaration;
import org.buslane.node.gatewayrules.GatewayDeclarations;
import org.buslane.virtual.BusKind;
import org.buslane.virtual.BusSpec;
import org.buslane.virtual.LaneSpec;
import org.buslane.virtual.LaneSpec.LinkSpec;
import org.buslane.virtual.ResidentSpec;
import org.buslane.virtual.VirtualConfig;
import org.buslane.virtual.ecu.EcuKind;
import org.buslane.virtual.ecu.SeatSpec;

/** Where a node's configuration comes from: a file, or nothing at all. */
public final class GatewayConfig {
    /** The lane of {@code run}, {@code dump}, {@code send} and {@code play}. */
    public static final String LOCAL = "local";

    private static final String CANSIM = "can0";

    private GatewayConfig() {}

    /**
     * All that a YAML file declares: for the gateway and for the agent.
     *
     * @throws NodeException naming file, line, column and key of what is wrong with it
     */
    public static NodeDeclaration readNode(Path file) {
        return parseNode(file.toString(), text(file));
    }

    /**
     * What a YAML file declares of virtual buses and lanes.
     *
     * @throws NodeException naming file, line, column and key of what is wrong with it, be it of the kernel's buses
     */
    public static VirtualConfig read(Path file) {
        return parse(file.toString(), text(file));
    }

    /**
     * The rules of can-gw that a YAML file declares; what else it declares is not looked at.
     *
     * @throws NodeException naming file, line, column and key of what is wrong with them
     */
    public static GatewayDeclarations readRules(Path file) {
        return parseRules(file.toString(), text(file));
    }

    /** The rules of can-gw that {@code text} declares. */
    public static GatewayDeclarations parseRules(String file, String text) {
        return NodeReader.readRules(YamlValue.parse(file, text));
    }

    /** A configuration as it is written. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new NodeException(file + " is no text in UTF-8", e);
        } catch (NoSuchFileException e) {
            throw new NodeException("there is no file " + file, e);
        } catch (AccessDeniedException e) {
            throw new NodeException(file + " cannot be read: permission denied", e);
        } catch (IOException e) {
            throw new NodeException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * What {@code text} declares of virtual buses and lanes, with the lane {@link #LOCAL}; neither if there is no such
     * bus.
     *
     * @param file how messages call it
     */
    public static VirtualConfig parse(String file, String text) {
        return parseNode(file, text).virtual();
    }

    /**
     * All that {@code text} declares.
     *
     * @param file how messages call it
     */
    public static NodeDeclaration parseNode(String file, String text) {
        return NodeReader.read(YamlValue.parse(file, text));
    }

    /**
     * What there is when nothing is declared: one CAN FD bus, {@code can0}, or {@code vbus0} where the
     * kernel has a can0 of its own, which programs would otherwise never reach again.
     *
     * @param sys the folder that is /sys
     */
    public static VirtualConfig embedded(Path sys) {
        String name = NetworkInterfaces.exists(sys, "can0") ? "vbus0" : "can0";
        LinkSpec link = new LinkSpec(name, name, Policy.everything());
        return new VirtualConfig(
                List.of(new BusSpec(name, BusKind.FD)),
                List.of(new LaneSpec(LOCAL, List.of(link), LaneSpec.EVERYBODY)));
    }

    /**
     * What {@code cansim} simulates: one bus, {@code can0}, with its seat on it. The lane is {@link #LOCAL}.
     *
     * @param environment where {@code SAE_POS} and the like may be
     */
    public static VirtualConfig cansim(Map<String, String> environment) {
        LinkSpec link = new LinkSpec(CANSIM, CANSIM, Policy.everything());
        return new VirtualConfig(
                List.of(new BusSpec(CANSIM, BusKind.FD)),
                List.of(new LaneSpec(LOCAL, List.of(link), LaneSpec.EVERYBODY)),
                List.of(new ResidentSpec("seat", CANSIM, new EcuKind(SeatSpec.of(environment)))));
    }
}
