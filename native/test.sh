#!/bin/sh
# Runs the native tests that need no gateway: sh test.sh OUTDIR (what build.sh was given). rawtest,
# isotptest and epollreader need one; the end-to-end tests run them.
set -eu

out=${1:?usage: sh test.sh OUTDIR}
failed=0

# Quiet when all is well: a line for each program, its whole protocol otherwise.
run_test() {
    name=$1
    shift
    if protocol=$("$out/tests/$name" "$@" 2>&1); then
        echo "$name: $(printf '%s\n' "$protocol" | grep -c '^ok') checks passed"
        printf '%s\n' "$protocol" | grep -E '# SKIP|^# seed' || :
    else
        printf '%s\n' "$protocol"
        echo "$name: FAILED"
        failed=1
    fi
}

run_test keeptest "$out/buslane-keep"
run_test hooktest "$out/buslane-hook" "$out/libbuslane-can.so"
exit $failed
