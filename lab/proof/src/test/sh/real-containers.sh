# Lanes of real podman, docker, containerd and Kanto-like containers, from the image to the frame, in a guest of its own
# with a vcan can0. What it prints is judged by RealContainersTest. Argument: the checkout.
set -e
unset BUSLANE_RUNDIR
checkout=$1
compat=$checkout/deploy/compat
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

# An image of the tree's own programs.
root=/tmp/root
mkdir -p $root/bin $root/proc
cp /usr/bin/busybox /usr/bin/candump /usr/bin/cansend "$checkout/build/current/buslane-hook" "$compat/entrypoint.sh" $root/bin/
for each in sh sleep echo; do ln -s busybox $root/bin/$each; done
for each in $(ldd /usr/bin/candump | grep -o '/[^ ]*'); do
    mkdir -p "$root${each%/*}"
    cp -L "$each" "$root$each"
done
tar -C $root -cf /tmp/root.tar .

containerd >/tmp/containerd.log 2>&1 &
ready ctr version
dockerd --containerd /run/containerd/containerd.sock >/tmp/dockerd.log 2>&1 &
podman import -q /tmp/root.tar mini >&2
podmans() { name=$1; shift; podman run -d --name "$name" --user 1000 --cap-drop=all "$@" mini /bin/sleep 10000 >&2; }
podmans seat --network none
podmans hosted --network host
podmans ended --network none
podman kill ended >&2
podman wait ended >&2
ready docker version
docker import /tmp/root.tar mini >&2
dockers() { name=$1; shift; docker run -d --name "$name" --user 1000 --cap-drop=all --network none "$@" >&2; }
dockers door mini /bin/sleep 10000
seat=$(podman inspect -f '{{.State.Pid}}' seat)
door=$(docker inspect -f '{{.State.Pid}}' door)
# A user's own: its network is of another user namespace.
echo 'me:x:1001:1001::/run/me:/bin/sh' >>/etc/passwd
echo 'me:x:1001:' >>/etc/group
mkdir -p /run/me /run/user/1001
chown 1001:1001 /run/me /run/user/1001
me() { (cd /run/me; setpriv --reuid=1001 --regid=1001 --clear-groups -- env HOME=/run/me XDG_RUNTIME_DIR=/run/user/1001 "$@"); }
myPodman() { me podman --storage-driver vfs "$@"; }
myPodman import -q /tmp/root.tar mini >&2
myPodman run -d --name mine --network none --cgroups=disabled --cap-drop=all mini /bin/sleep 10000 >&2
mine=$(myPodman inspect -f '{{.State.Pid}}' mine)

part attach
buslane attach seat --bus can0 --read allr --write allr
buslane attach door --bus can0 --as bus --read allr --write allr
buslane attach door --bus can0 --as bus --read allr --write allr

candump -L can0 >/tmp/heard.host &
podman exec seat candump -L can0 >/tmp/heard.seat 2>/dev/null &
docker exec door candump -L bus >/tmp/heard.door 2>/dev/null &
listening() { ready grep -q ' raw *$' "/proc/$1/net/can/rcvlist_all"; }
for each in self "$seat" "$door"; do listening "$each"; done
cansend can0 7FF#00
# Each sends those frames, in which its number is, then all tell what they heard since the last time: TIME NUMBER FRAME...
everybody() {
    time=$1
    shift
    podman exec seat sh -c 'for each; do cansend can0 $each; done' sh $(echo "$*" | sed s/N/1/g)
    docker exec door sh -c 'for each; do cansend bus $each; done' sh $(echo "$*" | sed s/N/2/g)
    for each in $(echo "$*" | sed s/N/3/g); do cansend can0 "$each"; done
    heard "$time" host seat door
}
# What they heard from one time to the next.
heard() {
    time=$1
    shift
    cansend can0 "7FF#0$time"
    for who; do
        ready grep -q "7FF#0$time" "/tmp/heard.$who"
        awk -v who="$who" -v from="7FF#0$((time - 1))" -v to="7FF#0$time" \
            '$3 == to { exit } on { print who, $2, $3 } $3 == from { on = 1 }' "/tmp/heard.$who"
    done
}
part matrix
everybody 1 123#AN 123##5BN 123#RN 18DAF110#CN 18DAF110##4DN 00000123#RN
cangw -L | grep -v ' 0 dropped 0 deleted' || :

part lanes
buslane lanes

part mistakes
nsenter -t "$seat" -n ip link add can1 type vcan
everything() {
    for each in self "$seat" "$door" "$mine"; do nsenter "--net=/proc/$each/ns/net" ip -o link; done
    cangw -L || : # its status is no status
    ls -l --time-style=full-iso /run/buslane/attached
}
# Its status, whether something is other than before, and all it said.
wrong() {
    everything >/tmp/before
    status=0
    "$@" >/tmp/said 2>&1 || status=$?
    everything >/tmp/after
    cmp -s /tmp/before /tmp/after && changed=nothing || changed=something
    echo "$status $changed $(cat /tmp/said)"
}
wrong buslane attach nobody
wrong buslane attach ended
wrong buslane attach hosted
wrong buslane attach seat --as can1
wrong buslane attach seat --as lo
wrong buslane attach seat --bus can7
wrong buslane attach seat --bus lo
wrong buslane attach --pid 999999999
wrong buslane attach seat --write 200@0/s
wrong buslane attach seat --require-agent
wrong buslane detach seat --as can1
wrong buslane explain nobody 123
wrong me "$checkout/buslane" attach seat
wrong me "$checkout/buslane" attach mine
wrong me "$checkout/buslane" attach mine --dry-run
wrong me "$checkout/buslane" detach seat

part foreign
SUDO_UID=1001 buslane attach mine --write all
myPodman exec mine cansend can0 456#78
heard 2 host seat
buslane detach podman:mine

part agent
"$checkout/buslane" agent >/tmp/agent.log 2>&1 &
agent=$!
ready grep ready /tmp/agent.log
buslane attach door --as bus --read 100-1FF,7FF --write 200r --require-agent
wrong me "$checkout/buslane" attach mine
wrong buslane attach door --bus can7
everybody 3 1A0#0N 200#0N 200#RN 00000200#0N 300#0N
buslane explain door 200
buslane explain door 300
buslane detach seat
kill $agent
wait $agent || :
cat /tmp/agent.log
wrong buslane detach seat
ls /run/buslane/attached
nsenter -t "$seat" -n ip -br link | awk '{ print $1 }'

part compat
"$compat/can-forward.sh" -h | sed 's/^Usage: [^ ]*/Usage: can-forward.sh/'
wrong me "$compat/can-forward.sh" | sed 's/try: .*/try: .../'
wrong "$compat/can-forward.sh" -c | sed 's|/[^ ]*/||'
wrong "$compat/can-forward.sh" --nosuch | sed 's|/[^ ]*/||'
wrong "$compat/can-forward.sh" can7
wrong "$compat/can-forward.sh"
wrong "$compat/setup_container_can.sh" | sed 's/ [^ ]*setup/ setup/'
dockers seat-service -e CAN=vxcan1 -e CAN_WAIT=300 mini /bin/entrypoint.sh candump -L vxcan1
service=$(docker inspect -f '{{.State.Pid}}' seat-service)
ready grep -q buslane-hook "/proc/$service/cmdline"
"$compat/can-forward.sh"
listening "$service"
tr '\0' ' ' <"/proc/$service/cmdline"
echo
"$compat/can-forward.sh" -c seat-service can0
"$compat/can-forward.sh" -p "$seat" | sed "s/pid:$seat/pid:PID/; s/(bl[0-9a-f]*/(LANE/"
docker exec seat-service cansend vxcan1 321##5AA
podman exec seat cansend vxcan1 322#R
# Kanto's own files about a container of containerd's: there is no Kanto in here.
ctr -n kanto-cm run -d --null-io --rootfs --user 1000 $root 0a1b2c3d /bin/sleep 10000 >&2
mkdir -p /var/lib/container-management/containers/0a1b2c3d
echo '{"container_name": "ubuntu"}' >/var/lib/container-management/containers/0a1b2c3d/config.json
"$compat/setup_container_can.sh" ubuntu
ctr -n kanto-cm task exec --exec-id send 0a1b2c3d /bin/cansend vxcan1 323#BB
heard 4 host
ready sh -c 'docker logs seat-service 2>&1 | grep 7FF#04'
docker logs seat-service 2>/dev/null | awk '{ print "seat-service", $2, $3 }'

part entrypoint
entered() { docker run --rm --user 1000 --cap-drop=all --network none "$@" 2>&1 && status=0 || status=$?; echo "status $status"; }
entered -e CAN=vxcan1 -e CAN_WAIT=1 mini /bin/entrypoint.sh echo started
entered -e CAN=cansim -e CAN_WAIT=30 mini /bin/entrypoint.sh echo started
entered -e CAN=vxcan1 mini /bin/entrypoint.sh echo started
