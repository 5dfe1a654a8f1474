# Containers on a virtual bus, with deploy/containers: podman without an image, and docker compose with two services, in
# a guest of their own. What it prints is judged by VirtualContainersTest. Argument: the checkout.
set -e
unset BUSLANE_RUNDIR
checkout=$1
example=$checkout/deploy/containers
buslane() { "$checkout/buslane" "$@"; }
ready() {
    tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ $tries -lt 300 ] || { echo "not ready: $*" >&2; exit 1; }
        sleep 0.3
    done
}
part() { echo "--- $*"; }

root=/tmp/root
mkdir -p $root/bin $root/proc $root/sys $root/dev $root/etc $root/tmp $root/run/lane
cp /usr/bin/busybox /usr/bin/candump /usr/bin/cansend /usr/bin/cangen /usr/bin/isotpsend /usr/bin/isotprecv $root/bin/
for each in sh sleep echo id touch; do ln -s busybox $root/bin/$each; done
for each in $(ldd /usr/bin/candump | grep -o '/[^ ]*'); do
    mkdir -p "$root${each%/*}"
    cp -L "$each" "$root$each"
done
touch $root/run/libbuslane-can.so
tar -C $root -cf /tmp/root.tar .

buslane up --no-agent --config "$example/buses.yaml" >/tmp/up.log 2>&1 &
ready buslane status
containerd >/tmp/containerd.log 2>&1 &
ready ctr version
dockerd --containerd /run/containerd/containerd.sock >/tmp/dockerd.log 2>&1 &

part podman
on() {
    lane=$1
    shift
    # shellcheck disable=SC2086 # options
    podman run --rm ${options:-} --rootfs --read-only --user 1000 --cap-drop=all --security-opt no-new-privileges --network none \
        -v "/run/buslane/lanes/$lane:/run/lane:ro" \
        -v "$checkout/build/current/libbuslane-can.so:/run/libbuslane-can.so:ro" \
        -e BUSLANE_SOCKET=/run/lane/bus.sock -e LD_PRELOAD=/run/libbuslane-can.so $root "$@"
}
on seat candump -L -n 2 can0 >/tmp/seat.log &
seat=$!
ready sh -c "$checkout/buslane status | grep -E 'process .* can0'"
on panel sh -c 'cansend can0 705#0102; cansend can0 712#03; cansend can0 705#04; id -u; touch /here || :' 2>&1
wait $seat
awk '{ print "seat", $2, $3 }' /tmp/seat.log
on seat sh -c 'ls /run/lane /run; cansend can1 123# || :' 2>&1

# An ECU behind 712 answers a tester behind 705, both in several frames.
part uds
on seat sh -c 'isotprecv -s 712 -d 705 can0 && echo "62 F1 90 57 42 4C 41 4E 45 30 31" | isotpsend -s 712 -d 705 can0' \
    >/tmp/ecu.log &
ecu=$!
options='--name tester' on panel isotprecv -s 705 -d 712 can0 >/tmp/tester.log &
tester=$!
ready sh -c "[ \$($checkout/buslane status | grep -cE 'process .* can0') -ge 2 ]"
podman exec tester sh -c 'echo "22 F1 90 01 02 03 04 05 06 07 08 09" | isotpsend -s 705 -d 712 can0'
wait $ecu $tester
cat /tmp/ecu.log /tmp/tester.log

part compose
ready docker version
docker import /tmp/root.tar mini >&2
export IMAGE=mini BUSLANE=$checkout/build/current
docker compose -f "$example/compose.yaml" up -d >&2
heard() { docker compose -f "$example/compose.yaml" logs --no-log-prefix seat | awk '{ print $2, substr($3, 1, 4) }'; }
enough() { [ "$(heard | wc -l)" -ge 5 ]; }
tries=0
until enough; do
    tries=$((tries + 1))
    [ $tries -lt 100 ] || { docker compose -f "$example/compose.yaml" logs >&2; exit 1; }
    sleep 0.3
done
heard | sort -u
docker compose -f "$example/compose.yaml" exec -T panel cansend can0 712#05 >&2
docker compose -f "$example/compose.yaml" exec -T panel id -u
docker compose -f "$example/compose.yaml" down -t 1 >&2
buslane status | grep -o 'denied [0-9]*'
