package org.buslane.core.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An adapter's firmware, as far as a host notices: bytes in, bytes out. It stands in for a real one behind a
 * pseudo-terminal or a TCP connection; times and speeds of a line are not part of it.
 */
public final class SlcanBoard {
    /** How it answers. */
    public enum Manner {
        /** Every command with CR or BEL, a frame with {@code z} or {@code Z}, as Lawicel's. */
        LAWICEL,
        /** No command but V, as CANable's. */
        CANABLE,
        /** Nothing at all. */
        MUTE,
        /** Every frame with BEL, as one whose queue is full. */
        FULL,
        /** Every bit rate with BEL. */
        NO_RATE
    }

    private final Manner manner;
    private final StringBuilder line = new StringBuilder();
    private final List<String> commands = new ArrayList<>();
    private final List<String> frames = new ArrayList<>();
    private boolean open;

    public SlcanBoard(Manner manner) {
        this.manner = manner;
    }

    /** What it answers to some bytes. */
    public synchronized byte[] take(byte[] bytes) {
        StringBuilder answers = new StringBuilder();
        for (byte next : bytes) {
            if (next == '\r') {
                answers.append(answer(line.toString()));
                line.setLength(0);
            } else {
                line.append((char) next);
            }
        }
        return answers.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private String answer(String said) {
        if (said.matches("[tTrRdDbB].*")) {
            return frame(said);
        }
        commands.add(said);
        boolean known = said.matches("C|O|L|S[0-8]|s[0-9A-F]{4}|Y[25]|V|N|F");
        boolean isWrong = !known || (said.equals("C") && !open) || (said.matches("[SsYOL].*") && open);
        if (said.equals("C")) {
            open = false;
        } else if (said.equals("O") || said.equals("L")) {
            open = true;
        }
        return switch (manner) {
            case LAWICEL, FULL -> isWrong ? "\007" : text(said);
            case NO_RATE -> isWrong || said.startsWith("S") ? "\007" : text(said);
            case CANABLE -> said.equals("V") ? "b158aa7 github.com/normaldotcom/canable2-fw.git\r" : "";
            case MUTE -> "";
        };
    }

    private static String text(String said) {
        return switch (said) {
            case "V" -> "V1013\r";
            case "N" -> "NA123\r";
            case "F" -> "F82\r";
            default -> "\r";
        };
    }

    private String frame(String said) {
        if (!open || manner == Manner.FULL) {
            return "\007";
        }
        frames.add(said);
        boolean answers = manner == Manner.LAWICEL || manner == Manner.NO_RATE;
        return answers ? (Character.isUpperCase(said.charAt(0)) ? "Z\r" : "z\r") : "";
    }

    /** Whether its channel is. */
    public synchronized boolean isOpen() {
        return open;
    }

    /** What it was told, but for frames. */
    public synchronized List<String> commands() {
        return List.copyOf(commands);
    }

    /** The frames that it was to send, as their lines. */
    public synchronized List<String> frames() {
        return List.copyOf(frames);
    }
}
