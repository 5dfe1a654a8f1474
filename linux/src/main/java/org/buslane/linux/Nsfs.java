package org.buslane.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/** What a namespace's open file tells: linux/nsfs.h, ioctl_nsfs(2). */
final class Nsfs {
    static final int CLONE_NEWNET = 0x40000000;

    private static final int AT_FDCWD = -100;
    private static final int O_CLOEXEC = 02000000;
    private static final int NS_GET_USERNS = 0xB701;
    private static final int NS_GET_NSTYPE = 0xB703;
    private static final int NS_GET_OWNER_UID = 0xB704;

    /** struct stat of both architectures: st_dev and then st_ino, eight bytes each; 128 or 144 in all. */
    private static final int STAT = 144;

    private static final int STAT_INODE = 8;

    private Nsfs() {}

    static Descriptor open(String what, Path file) {
        try (Arena arena = Arena.ofConfined()) {
            long path = arena.allocateFrom(file.toString()).address();
            long number =
                    LinuxException.check(what, file, Kernel.call(SystemCall.OPENAT, AT_FDCWD, path, O_CLOEXEC, 0));
            return Descriptor.adopt((int) number, file.toString());
        }
    }

    /** Its number, which no other namespace of the machine has as long as it is open. */
    static long inode(Descriptor file) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment stat = arena.allocate(STAT, 8);
            LinuxException.check("fstat", file, Kernel.call(SystemCall.FSTAT, file.number(), stat.address()));
            return Kernel.view(stat).getLong(STAT_INODE);
        }
    }

    /** The flag of clone(2) that makes such a one; negative for a file that is no namespace. */
    static long type(Descriptor file) {
        return Kernel.call(SystemCall.IOCTL, file.number(), NS_GET_NSTYPE, 0);
    }

    static Descriptor owner(Descriptor file) {
        String what = "user namespace of " + file.what();
        long number = Kernel.call(SystemCall.IOCTL, file.number(), NS_GET_USERNS, 0);
        return Descriptor.adopt((int) LinuxException.check("open", what, number), what);
    }

    static long ownerUid(Descriptor userNamespace) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment uid = arena.allocate(4, 4);
            LinuxException.check(
                    "ask for the owner of",
                    userNamespace,
                    Kernel.call(SystemCall.IOCTL, userNamespace.number(), NS_GET_OWNER_UID, uid.address()));
            return Integer.toUnsignedLong(Kernel.view(uid).getInt(0));
        }
    }
}
