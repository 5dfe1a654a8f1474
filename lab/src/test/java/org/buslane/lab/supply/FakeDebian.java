package org.buslane.lab.supply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A machine with an apt of our own and a Debian of a few small packages: shell scripts that do what the programs do
 * with as much of their arguments as the lab uses.
 */
final class FakeDebian {
    private static final String APT_GET = """
            #!/bin/sh
            echo "$*" >>"$FAKE/calls"
            fail() { echo "$1"; exit 100; }
            mode=$(cat "$FAKE/mode")
            case $1 in
            indextargets) echo 'http://mirror.invalid/debian/ bookworm' ;;
            update)
                [ -r "$APT_CONFIG" ] || fail 'E: no configuration'
                case $mode in
                unknown-key) echo 'W: GPG error: http://mirror.invalid trixie InRelease: NO_PUBKEY 6ED0E7B82643E131' ; echo 'E: not signed'; exit 100 ;;
                offline) echo 'Err:1 http://mirror.invalid'; echo 'W: Failed to fetch http://mirror.invalid  Could not resolve'; exit 0 ;;
                old-lists) echo new-lists >"$FAKE/mode" ;;
                esac
                echo 'dlstatus:1:50.0000:Retrieving file 1 of 1'
                ;;
            install)
                archives='' packages='' verb=download
                for word do
                    case $word in
                    Dir::Cache::archives=*) archives=${word#*=} ;;
                    --print-uris) verb=print ;;
                    -*|*=*|install) ;;
                    *) packages="$packages $word" ;;
                    esac
                done
                if [ $verb = print ]; then
                    for p in $packages; do echo "'http://mirror.invalid/$p' ${p}_1_amd64.deb 1500000 SHA256:0"; done
                    exit 0
                fi
                i=0
                for p in $packages; do
                    i=$((i + 1))
                    [ -e "$archives/${p}_1_amd64.deb" ] && continue
                    case $mode-$i in
                    second-fails-2) fail 'E: Failed to fetch http://mirror.invalid/x  Connection timed out' ;;
                    disk-full-*) fail 'E: Write error - write (28: No space left on device)' ;;
                    old-lists-*|gone-*) fail 'E: Failed to fetch http://mirror.invalid/x  404  Not Found' ;;
                    esac
                    echo "dlstatus:$i:$((i * 10)).5:Retrieving file $i"
                    echo "$p" >>"$FAKE/fetched"
                    echo "$p" >"$archives/${p}_1_amd64.deb"
                done
                ;;
            esac
            """;

    private static final String APT_CONFIG = """
            #!/bin/sh
            echo 'Acquire::http::Proxy "http://proxy.invalid:3128";'
            """;

    private static final String DPKG_DEB = """
            #!/bin/sh
            name=$(cat "$2")
            [ "$(cat "$FAKE/mode")" != damaged ] || exit 2
            exec tar -C "$FAKE/packages/$name" -c .
            """;

    /** A loader that runs what it is given: {@code ld.so --library-path LIBRARIES PROGRAM ARGUMENTS}. */
    private static final String LOADER = """
            #!/bin/sh
            shift 2
            exec "./$@"
            """;

    private static final String PATCHELF = """
            #!/bin/sh
            while [ $# -gt 1 ]; do
                case $1 in
                --set-interpreter) loader=$2 ;;
                --set-rpath) libraries=$2 ;;
                --output) output=$2 ;;
                esac
                shift
            done
            printf '%s\\n' "$loader" "$libraries" >"$output"
            """;

    private static final String DEPMOD = """
            #!/bin/sh
            ls "$2/lib/modules/$3/kernel" >"$2/lib/modules/$3/modules.dep"
            """;

    private static final String XZ = """
            #!/bin/sh
            for file do case $file in *.xz) mv "$file" "${file%.xz}" ;; esac; done
            """;

    private final Path root;

    FakeDebian(Path root) throws IOException {
        this.root = root;
        mode("well");
        script("bin/apt-get", APT_GET);
        script("bin/apt-config", APT_CONFIG);
        script("bin/dpkg-deb", DPKG_DEB);
        script("packages/patchelf/usr/bin/patchelf", PATCHELF);
        script("packages/patchelf/usr/lib64/ld-linux-x86-64.so.2", LOADER);
        script("packages/kmod/usr/sbin/depmod", DEPMOD);
        script("packages/xz-utils/usr/bin/xz", XZ);
        script("packages/busybox-static/usr/bin/busybox", "busybox");
        script("packages/user-mode-linux/usr/bin/linux.uml", "linux");
        file("packages/user-mode-linux/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2");
        file("packages/user-mode-linux/usr/lib/x86_64-linux-gnu/libc.so.6");
        file("packages/user-mode-linux/usr/lib/uml/modules/6.12.9/kernel/vcan.ko");
        file("packages/user-mode-linux/usr/share/doc/readme");
        script("packages/qemu-system-x86/usr/bin/qemu-system-x86_64", "qemu");
        file("packages/seabios/usr/share/seabios/bios.bin");
        file("packages/ipxe-qemu/usr/share/qemu/pxe.rom");
        file("packages/linux-image-amd64/boot/vmlinuz-6.12.1+deb13-amd64");
        file("packages/linux-image-amd64/usr/lib/modules/6.12.1+deb13-amd64/kernel/vcan.ko.xz");
        file("packages/linux-image-amd64/usr/lib/modules/6.12.1+deb13-amd64/kernel/drivers/gpu/gpu.ko.xz");
    }

    /** How the machine behaves from now on; {@code well} at first. */
    void mode(String mode) throws IOException {
        Files.createDirectories(root);
        Files.writeString(root.resolve("mode"), mode);
    }

    Path packages() {
        return root.resolve("packages");
    }

    Map<String, String> environment() {
        return Map.of("PATH", root.resolve("bin") + ":/usr/bin:/bin", "FAKE", root.toString());
    }

    /** The packages that were downloaded so far, in their order, each as often as it was. */
    List<String> fetched() throws IOException {
        return Files.exists(root.resolve("fetched")) ? Files.readAllLines(root.resolve("fetched")) : List.of();
    }

    long calls(String start) throws IOException {
        return Files.readAllLines(root.resolve("calls")).stream()
                .filter(line -> line.startsWith(start))
                .count();
    }

    private void script(String path, String text) throws IOException {
        Files.setPosixFilePermissions(Files.writeString(file(path), text), Folders.PROGRAM);
    }

    private Path file(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, path);
    }
}
