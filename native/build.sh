#!/bin/sh
# Builds the native parts into a folder: sh build.sh OUTDIR
#   libbuslane-can.so   the CAN layer, preloaded into programs
#   buslane-hook        static; `run`
#   buslane-keep        the keeper
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

# Freestanding, without a stack protector or fortified calls: each would import what musl or an older
# glibc lacks. Unwind tables, because a cancelled thread unwinds through the layer's frames.
layer_flags="$warnings -fPIC -fvisibility=hidden -ffreestanding -fno-builtin -fno-stack-protector
    -fno-tree-loop-distribute-patterns -fasynchronous-unwind-tables -U_FORTIFY_SOURCE
    -shared -nostdlib -nostartfiles
    -Wl,-soname,libbuslane-can.so -Wl,-z,now -Wl,-z,relro -Wl,-z,noexecstack -Wl,--hash-style=gnu"
# shellcheck disable=SC2086
$cc $layer_flags ${CFLAGS:-} -o "$out/libbuslane-can.so" layer/*.c
