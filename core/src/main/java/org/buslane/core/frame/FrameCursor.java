package org.buslane.core.frame;

/**
 * Walks the frames of a batch, or a set of them, without making an object. Owned by the batch's
 * thread; one serves for as many batches and walks as its owner likes.
 *
 * <pre>
 * cursor.start(batch, batch.all());
 * while (cursor.next()) { ... cursor.idWord() ... }
 * </pre>
 */
public final class FrameCursor {
    private FrameBatch batch;
    private long left;
    private int index = -1;

    public FrameCursor(FrameBatch batch) {
        this.batch = batch;
        this.left = batch.all();
    }

    /** Begins anew, before the first frame of {@code set}: a bit for each slot. */
    public void start(FrameBatch frames, long set) {
        batch = frames;
        left = set & frames.all();
        index = -1;
    }

    /** Goes to the next frame of the set; false when there is none. */
    public boolean next() {
        if (left == 0) {
            return false;
        }
        index = Long.numberOfTrailingZeros(left);
        left &= left - 1;
        return true;
    }

    /** The slot it stands at; -1 before the first {@link #next()}. */
    public int index() {
        return index;
    }

    public int idWord() {
        return batch.idWord(index);
    }

    /** Bytes of the struct. */
    public int size() {
        return batch.size(index);
    }

    /** Where the struct begins in the batch's memory. */
    public long offset() {
        return batch.offset(index);
    }

    public FrameKind kind() {
        return FrameKind.of(batch.memory(), offset(), size());
    }

    /** Bytes of data, or those a remote frame asks for; meaningless if the kind is INVALID. */
    public int length() {
        return kind() == FrameKind.XL ? size() - FrameLayout.XL_HEADER : FrameLayout.length(batch.memory(), offset());
    }

    /** Where the data begins in the batch's memory. */
    public long dataOffset() {
        return offset() + (kind() == FrameKind.XL ? FrameLayout.XL_HEADER : FrameLayout.OFFSET_DATA);
    }

    /** The frame as a value: an object, so not for a data path. */
    public Frame frame() {
        return FrameStruct.read(batch.memory(), offset(), size());
    }
}
