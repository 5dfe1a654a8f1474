package org.buslane.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The host's folders that a guest's root is made of.
 *
 * @param tree the root itself
 * @param visible folders over it at their own places, with what the command writes there kept in memory
 * @param shares folders over these, written for real
 */
record GuestRoot(Path tree, List<Path> visible, List<Path> shares) {
    /** Where a guest mounts what is its own, over whatever there is. */
    private static final List<Path> ITS_OWN = List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"));

    /** Its own too, but there is room for places of the host's in it, which no tree has. */
    private static final List<Path> EMPTY = List.of(Path.of("/run"), Path.of("/dev/shm"));

    GuestRoot {
        visible = List.copyOf(visible);
        shares = List.copyOf(shares);
    }

    /**
     * For a request.
     *
     * @param visible folders that every tree has
     * @param shares as of {@link #shares}
     */
    static GuestRoot of(LabRequest request, Path tree, List<Path> visible, List<Path> shares) {
        List<Path> seen = new ArrayList<>(visible);
        if (!hasItsOwn(tree, request.folder()) || isInAnEmptyOne(request.folder())) {
            seen.add(request.folder());
        }
        seen.removeIf(each -> isItsOwn(each) || (request.tree() == Tree.HOST && !isInAnEmptyOne(each)));
        return new GuestRoot(tree, outermost(seen), shares);
    }

    /**
     * Where the folders to share really are: the guest's init would follow a link in its own root, not in the tree.
     *
     * @throws LabException for one that cannot be shared
     */
    static List<Path> shares(List<Path> wanted) {
        return wanted.stream().map(GuestRoot::shared).distinct().toList();
    }

    /** Whether the tree has something at this place: its {@code /etc} must not become this machine's. */
    private static boolean hasItsOwn(Path tree, Path folder) {
        try (Stream<Path> content = Files.list(tree.resolve(Path.of("/").relativize(folder)))) {
            return content.findAny().isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isInAnEmptyOne(Path folder) {
        return EMPTY.stream().anyMatch(empty -> folder.startsWith(empty) && !folder.equals(empty));
    }

    /** Whether a guest would be none with this folder of the host's at its place. */
    private static boolean isItsOwn(Path folder) {
        return EMPTY.stream().anyMatch(empty -> empty.startsWith(folder))
                || (ITS_OWN.stream().anyMatch(own -> own.startsWith(folder) || folder.startsWith(own))
                        && !isInAnEmptyOne(folder));
    }

    /** Without those that lie in another: mounting the outer one would hide nothing, but twice is once too often. */
    private static List<Path> outermost(List<Path> folders) {
        return folders.stream()
                .distinct()
                .filter(each -> folders.stream().noneMatch(other -> !other.equals(each) && each.startsWith(other)))
                .toList();
    }

    private static Path shared(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new LabException("cannot share %s: there is no such folder".formatted(folder));
        }
        try {
            Path real = folder.toRealPath();
            if (isItsOwn(real)) {
                throw new LabException("cannot share %s: a lab has its own".formatted(folder));
            }
            return real;
        } catch (IOException e) {
            throw new LabException("cannot share %s: %s".formatted(folder, e.getMessage()), e);
        }
    }
}
