package org.buslane.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Annotations in OCI configurations, where engines leave names and labels. A configuration takes longer to read than all
 * else that is known of a container, and stays as it is from before its start on: so each is read once, for as long as
 * the file is the same.
 */
final class OciAnnotations {
    private static final int MOST_FILES = 1024;

    /** What is longer is somebody's attempt to fill this memory, and read each time. */
    private static final int LONGEST = 1 << 16;

    /** What tells a file from one that has taken its place. */
    private record Stamp(@Nullable Object inode, FileTime modified, long size) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size());
        }
    }

    private record Known(Stamp stamp, Map<String, String> annotations) {}

    /** The one that was asked for least lately goes first. */
    private final Map<Path, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Known> eldest) {
            return size() > MOST_FILES;
        }
    };

    /**
     * Those in {@code config.json} of a container's folder; none if it cannot be read, so that it hides no other
     * container.
     */
    synchronized Map<String, String> of(Path folder) {
        Path file = folder.resolve("config.json");
        try {
            Stamp stamp = Stamp.of(file);
            Known before = known.get(file);
            if (before != null && before.stamp().equals(stamp)) {
                return before.annotations();
            }
            Map<String, String> annotations =
                    Json.parse(BoundedFile.read(file)).at("annotations").texts();
            known.remove(file);
            if (length(annotations) <= LONGEST) {
                known.put(file, new Known(stamp, annotations));
            }
            return annotations;
        } catch (IOException | IllegalArgumentException e) {
            known.remove(file);
            return Map.of();
        }
    }

    private static long length(Map<String, String> annotations) {
        return annotations.entrySet().stream()
                .mapToLong(
                        each -> (long) each.getKey().length() + each.getValue().length())
                .sum();
    }
}
