package org.buslane.lab.supply;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The folder the parts of labs are in. A part appears whole or not at all: it is made under another name and renamed.
 * One thread of one process makes parts at a time; a part that is there is found without waiting for anybody.
 */
final class Store {
    /** File locks are the process's, so threads need a lock of their own, one for a folder. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private static final String STAMP = "made-of";

    private final Path folder;
    private final Progress progress;
    private final ReentrantLock threads;

    Store(Path folder, Progress progress) {
        this.folder = folder.toAbsolutePath().normalize();
        this.progress = progress;
        this.threads = THREADS.computeIfAbsent(this.folder, each -> new ReentrantLock());
    }

    Path folder() {
        return folder;
    }

    /** Fills a new folder. */
    interface Maker {
        void make(Path part) throws IOException;
    }

    /** What is done while nobody else changes the store. */
    interface Work {
        void run() throws IOException;
    }

    /**
     * The folder of a part, which is made first unless one with the same stamp is there.
     *
     * @param stamp what it is made of; a part of another stamp is replaced
     */
    Path part(String name, String stamp, Maker maker) {
        Path part = folder.resolve(name);
        if (!hasStamp(part, stamp)) {
            alone(() -> {
                if (!hasStamp(part, stamp)) {
                    make(part, stamp, maker);
                }
            });
        }
        return part;
    }

    private void make(Path part, String stamp, Maker maker) throws IOException {
        Path unfinished = folder.resolve(part.getFileName() + ".part");
        Path former = folder.resolve(part.getFileName() + ".old");
        Folders.remove(unfinished);
        Folders.remove(former);
        Files.createDirectory(unfinished);
        maker.make(unfinished);
        Files.writeString(unfinished.resolve(STAMP), stamp);
        if (Files.exists(part)) {
            Files.move(part, former, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(unfinished, part, StandardCopyOption.ATOMIC_MOVE);
        Folders.remove(former);
    }

    private static boolean hasStamp(Path part, String stamp) {
        try {
            return Files.readString(part.resolve(STAMP)).equals(stamp);
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs while no other thread or process works on this folder; may be called within itself. */
    void alone(Work work) {
        threads.lock();
        try {
            if (threads.getHoldCount() > 1) {
                work.run();
            } else {
                aloneAmongProcesses(work);
            }
        } catch (IOException e) {
            throw new SupplyException("cannot prepare a lab in " + folder + ": " + reason(e), e);
        } finally {
            threads.unlock();
        }
    }

    private void aloneAmongProcesses(Work work) throws IOException {
        Files.createDirectories(folder);
        try (FileChannel file =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(file)) {
            assert lock.isValid();
            work.run();
        }
    }

    private FileLock lock(FileChannel file) throws IOException {
        FileLock lock = file.tryLock();
        if (lock != null) {
            return lock;
        }
        progress.line(Words.waiting());
        FileLock waited = file.lock();
        progress.done();
        return waited;
    }

    /** The messages of java.nio.file's exceptions are the file's name alone, when the kind says the rest. */
    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case NoSuchFileException missing -> missing.getFile() + " is missing";
            case FileAlreadyExistsException there -> there.getFile() + " is in the way";
            default -> String.valueOf(e.getMessage());
        };
    }
}
