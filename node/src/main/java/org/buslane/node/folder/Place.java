package org.buslane.node.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.buslane.node.NodeException;

/**
 * A folder in which a gateway may run.
 *
 * @param kind who chose it
 */
record Place(Kind kind, Path folder) {
    private static final String RUNDIR = "BUSLANE_RUNDIR";
    private static final String SESSION = "XDG_RUNTIME_DIR";
    private static final String NAME = "buslane";

    enum Kind {
        /** BUSLANE_RUNDIR. */
        TOLD,
        /** $XDG_RUNTIME_DIR/buslane, of one user's session. */
        SESSION,
        /** /run/buslane, of the machine. */
        MACHINE,
        /** /tmp/buslane-UID, for a user without a session, where anybody may make folders. */
        TEMPORARY
    }

    /** Where clients look, in this order. */
    static List<Place> all(Caller caller) {
        List<Place> places = new ArrayList<>(4);
        String told = caller.environment().getOrDefault(RUNDIR, "");
        if (!told.isEmpty()) {
            if (!told.startsWith("/")) {
                throw new NodeException("%s is an absolute path, not '%s'".formatted(RUNDIR, told));
            }
            places.add(new Place(Kind.TOLD, Path.of(told)));
        }
        String session = caller.absolute(SESSION);
        if (!session.isEmpty()) {
            places.add(new Place(Kind.SESSION, Path.of(session, NAME)));
        }
        places.add(machine(caller));
        places.add(temporary(caller));
        return places;
    }

    /**
     * Where a gateway of this caller goes.
     *
     * @param hasSession whether the folder XDG_RUNTIME_DIR names is there and the caller's: after su it is neither
     */
    static Place ofGateway(Caller caller, boolean hasSession) {
        Place first = all(caller).getFirst();
        if (first.kind == Kind.TOLD) {
            return first;
        }
        if (caller.uid() == 0 && caller.outerUid() == 0) {
            return machine(caller);
        }
        return first.kind == Kind.SESSION && hasSession ? first : temporary(caller);
    }

    private static Place machine(Caller caller) {
        return new Place(Kind.MACHINE, caller.root().resolve("run").resolve(NAME));
    }

    private static Place temporary(Caller caller) {
        return new Place(Kind.TEMPORARY, caller.root().resolve("tmp").resolve(NAME + "-" + caller.outerUid()));
    }
}
