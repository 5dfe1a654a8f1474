#!/bin/sh
# Builds the native parts into a folder: sh build.sh OUTDIR
#   libbuslane-can.so   the CAN layer, preloaded into programs
#   libcansim.so        the same for who preloads it by hand, as cansim's was
#   buslane-hook        static; `run` and `wait`
#   buslane-keep        the keeper
#   buslane-lab         static; what `lab` needs beside and inside its guest
#   tests/              test programs
# CC names the compiler (default cc). CFLAGS are added to its flags.
set -eu

if [ $# -ne 1 ]; then
    echo "build.sh: usage: sh build.sh OUTDIR" >&2
    exit 2
fi
case $1 in
/*) out=$1 ;;
*) out=$(pwd)/$1 ;;
esac
cd "$(dirname "$0")"
cc=${CC:-cc}
if ! command -v "${cc%% *}" >/dev/null 2>&1; then
    echo "build.sh: no C compiler ($cc): install gcc (Debian, Ubuntu, Fedora: package gcc), or name one in CC" >&2
    exit 1
fi
warnings="-std=gnu11 -D_GNU_SOURCE -O2 -g -Wall -Wextra -Werror"
mkdir -p "$out/tests"

# Nothing to do if nothing is newer than the last build by the same compiler.
with="$cc ${CFLAGS:-}"
if [ "$(cat "$out/built-with" 2>/dev/null)" = "$with" ] && [ -z "$(find . -path ./target -prune -o \
    \( -name '*.[ch]' -o -name build.sh \) -newer "$out/built-with" -print)" ]; then
    exit 0
fi
rm -f "$out/built-with"

# Freestanding, without a stack protector or fortified calls: each would import what musl or an older
# glibc lacks. Unwind tables, because a cancelled thread unwinds through the layer's frames.
layer_flags="$warnings -fPIC -fvisibility=hidden -ffreestanding -fno-builtin -fno-stack-protector
    -fno-tree-loop-distribute-patterns -fasynchronous-unwind-tables -U_FORTIFY_SOURCE
    -Wno-array-parameter -shared -nostdlib -nostartfiles
    -Wl,-soname,libbuslane-can.so -Wl,-z,now -Wl,-z,relro -Wl,-z,noexecstack -Wl,--hash-style=gnu"
case $($cc -dumpmachine) in
aarch64*) layer_flags="$layer_flags -mno-outline-atomics" ;; # libgcc's helpers are not there
esac
# shellcheck disable=SC2086
$cc $layer_flags ${CFLAGS:-} -o "$out/libbuslane-can.so" layer/*.c
# shellcheck disable=SC2086
$cc $layer_flags -DBL_CANSIM=1 -Wl,-soname,libcansim.so ${CFLAGS:-} -o "$out/libcansim.so" layer/*.c

# The library goes into programs of any C library: it may ask for nothing but what all of them have.
allowed="__chk_fail __errno_location dl_iterate_phdr dlsym free getenv malloc"
for symbol in $(nm -D --undefined-only "$out/libbuslane-can.so" | sed 's/.* //; s/@.*//'); do
    case " $allowed " in
    *" $symbol "*) ;;
    *)
        echo "build.sh: libbuslane-can.so imports $symbol, which not every C library has" >&2
        exit 1
        ;;
    esac
done

# Static: they run in containers and guests whose C library is another one, or none.
static_flags="$warnings -s -D_FORTIFY_SOURCE=2 -ffunction-sections -fdata-sections -Wl,--gc-sections"
link_static() { # NAME SOURCE...
    name=$1
    shift
    # shellcheck disable=SC2086
    if ! $cc $static_flags ${CFLAGS:-} -static -o "$out/$name" "$@" 2>"$out/static.log"; then
        if ! echo 'int main(void){return 0;}' | $cc -static -x c -o "$out/static-probe" - 2>/dev/null; then
            echo "build.sh: no static C library (Fedora: package glibc-static): $name is linked dynamically" >&2
            $cc $static_flags ${CFLAGS:-} -o "$out/$name" "$@"
        else
            cat "$out/static.log" >&2
            exit 1
        fi
    fi
    rm -f "$out/static.log" "$out/static-probe"
}
link_static buslane-hook hook/*.c
link_static buslane-lab lab/*.c

# shellcheck disable=SC2086
$cc $warnings -D_FORTIFY_SOURCE=2 ${CFLAGS:-} -o "$out/buslane-keep" keep/*.c

# shellcheck disable=SC2086
{
    $cc $warnings ${CFLAGS:-} -pthread -o "$out/tests/rawtest" tests/tap.c tests/raw/*.c &
    raw=$!
    $cc $warnings ${CFLAGS:-} -o "$out/tests/isotptest" tests/tap.c tests/isotp/*.c
    $cc $warnings ${CFLAGS:-} -o "$out/tests/keeptest" tests/tap.c tests/keep/*.c
    $cc $warnings ${CFLAGS:-} -o "$out/tests/hooktest" tests/tap.c tests/hook/*.c hook/elf.c
    $cc $warnings ${CFLAGS:-} -o "$out/tests/rawtrace" tests/trace/*.c
    $cc $warnings ${CFLAGS:-} -o "$out/tests/bcmtest" tests/tap.c tests/raw/bus.c tests/bcm/*.c
    $cc $warnings ${CFLAGS:-} -o "$out/tests/epollreader" tests/epollreader.c
    wait $raw
}
printf '%s' "$with" >"$out/built-with"
