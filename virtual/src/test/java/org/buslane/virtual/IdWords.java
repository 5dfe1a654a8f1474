package org.buslane.virtual;

import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.frame.DataFrame;
import org.buslane.core.frame.ErrorFrame;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.IdWord;
import org.buslane.core.frame.Payload;
import org.buslane.core.frame.RemoteFrame;

/** Frames for tests that are about ids and nothing else. */
final class IdWords {
    private IdWords() {}

    /** A frame with this {@code can_id} word. */
    static Frame frame(int word) {
        if (IdWord.isError(word)) {
            return new ErrorFrame(word & IdWord.EXTENDED_MASK, Payload.of(new byte[8]));
        }
        ArbitrationId id = ArbitrationId.ofWord(word);
        return IdWord.isRemote(word) ? new RemoteFrame(id, 0, 0) : new DataFrame(id, Payload.EMPTY, 0);
    }
}
