# Sourced by what measures a gateway of its own: sets BUSLANE_RUNDIR and has one up with can0 until the shell ends.
# Wants $root, the checkout, $out, a folder for what it says, and fail().

BUSLANE_RUNDIR=$(mktemp -d)
chmod 755 "$BUSLANE_RUNDIR" # of a root's node the gateway is another user's
export BUSLANE_RUNDIR
printf 'buses: [can0]\n' >"$BUSLANE_RUNDIR/config.yaml"
up=''
finish() {
    [ -z "$up" ] || kill -TERM "$up" 2>/dev/null || true
    wait
    rm -rf "$BUSLANE_RUNDIR"
}
trap finish EXIT
"$root/buslane" up --config "$BUSLANE_RUNDIR/config.yaml" >"$out/up.log" 2>&1 &
up=$!
tries=0
until "$root/buslane" run -- true 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 240 ] || fail "no gateway: see $out/up.log"
    sleep 0.5
done
