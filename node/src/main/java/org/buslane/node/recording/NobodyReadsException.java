package org.buslane.node.recording;

/** Whoever read the output has closed it: the end, and no mistake. */
public final class NobodyReadsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NobodyReadsException() {}
}
