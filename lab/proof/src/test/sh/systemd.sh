# Agent and gateway as units of a real systemd, installed as docs/node.md has it, in a guest of its own with a vcan can0.
# What it prints is judged by SystemdTest. This machine's systemd is the first process of a process, mount and cgroup
# namespace; its units are ours and the targets without which nothing starts. Arguments: the checkout,
# the commands that install, candump, cansend.
set -e
units=/etc/systemd/system

if [ "$1" = boot ]; then
    # The first process there, before it becomes systemd.
    mount --make-rprivate /
    # The lab's modprobe goes along.
    mount --bind /run/buslane-lab /mnt
    mount -t tmpfs -o mode=755 run /run
    mkdir /run/buslane-lab
    mount --move /mnt /run/buslane-lab
    mount -t tmpfs -o mode=755 units $units
    umount /sys/fs/cgroup
    mount -t cgroup2 cgroup /sys/fs/cgroup
    mkdir -p /opt/buslane
    mount --bind "$2" /opt/buslane
    # As systemd has it where it boots a machine: what is mounted later services see too.
    mount --make-rshared /
    for each in sysinit basic shutdown multi-user; do
        cp /lib/systemd/system/$each.target $units/
    done
    cat >$units/proof.service <<END
[Service]
Type=oneshot
ExecStart=/bin/sh "$0" inside "$3" "$4" "$5"
ExecStopPost=/bin/systemctl poweroff --force
StandardOutput=append:/tmp/said
StandardError=append:/tmp/complained
END
    # What they say goes to a file, and who hangs is seen to before the day is over.
    for each in agent gateway; do
        mkdir $units/buslane-$each.service.d
        printf '[Service]\nStandardOutput=append:%s\nStandardError=append:%s\nWatchdogSec=15\n' \
            /run/journal-$each /run/journal-$each >$units/buslane-$each.service.d/proof.conf
    done
    # Of another user's on the machine that the guest is on.
    for each in shadow gshadow; do
        cat /etc/$each >/dev/null 2>&1 || { rm -f /etc/$each && touch /etc/$each; }
    done
    export container=lab SYSTEMD_UNIT_PATH=$units
    exec /lib/systemd/systemd --system --unit=proof.service --log-target=console --show-status=no
fi

if [ "$1" != inside ]; then
    # A cgroup with processes of its own passes no controller on.
    mkdir /sys/fs/cgroup/lab
    echo 0 >/sys/fs/cgroup/lab/cgroup.procs
    unshare --pid --mount --cgroup --fork --mount-proc sh "$0" boot "$@" >/tmp/systemd.log 2>&1 || :
    cat /tmp/systemd.log /tmp/complained >&2
    cat /tmp/said
    exit
fi

install=$2
candump=$3
cansend=$4
export SYSTEMD_UNIT_PATH=$units
part() { echo "--- $*"; }
await() {
    tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        if [ $tries -ge 300 ]; then
            echo "not so: $*" >&2
            systemctl --no-pager --lines=0 status 'buslane-*' >&2 || :
            tail -n 30 /run/journal-* >&2
            exit 1
        fi
        sleep 0.2
    done
}
buslane() { /opt/buslane/buslane "$@"; }
ecu() { ip netns exec "$@"; }
of() { systemctl show -P "$2" "buslane-$1"; }
pid() { of "$1" MainPID; }
has_lane() { ecu "$1" ip -o link show dev can0 up | grep -q can0; }
link() { ecu ecu ip -o link show dev can0; }
states() {
    for each in agent gateway; do
        echo "$each $(of $each ActiveState), restarted $(of $each NRestarts) times"
    done
}
# Which of the two, and how often it was started again.
restarted() { [ "$(of "$1" ActiveState) $(of "$1" NRestarts)" = "active $2" ]; }
folders() { stat -c '%U %a %n' /run/buslane /run/buslane/gateway /run/buslane/attached; }
declare_node() {
    cat >/etc/buslane/node.yaml <<END
buses:
  - {name: can0, kind: kernel}
  - vbus0
lanes:
  - {name: local, interfaces: [{name: vbus0, write: all}]}
END
    for each; do
        echo "  - {netns: /run/netns/$each, interfaces: [{name: can0, write: all}]}" >>/etc/buslane/node.yaml
    done
}

part install
mkdir -p /etc/buslane
ip netns add ecu
ip netns add other
declare_node ecu
sudo() { "$@"; }
. "$install"
states
folders
readlink /run/buslane/control.sock /run/buslane/lanes
await has_lane ecu
buslane lanes | grep -o '^bl.* up '

part rights
for each in agent gateway; do
    for line in CapEff CapBnd NoNewPrivs Seccomp; do
        echo "$each" $(grep "^$line:" "/proc/$(pid $each)/status")
    done
    stat -c "$each is %U" "/proc/$(pid $each)"
done
setpriv --reuid=1 --regid=1 --clear-groups /opt/buslane/buslane lanes | grep -o '^bl.* up '

part agent killed
lane=$(link)
same_lane() { [ "$lane" != "$(link)" ] || echo same lane; }
kill -9 "$(pid agent)"
await restarted agent 1
states
folders
same_lane

part gateway killed
/opt/buslane/buslane run -- "$candump" -L vbus0 >/tmp/heard &
reader=$!
heard() {
    buslane run -- "$cansend" vbus0 "$1"
    grep -q "$1" /tmp/heard
}
await heard 001#01
sockets() { ls -l /proc/$reader/fd | grep -o 'socket:.*'; }
socket=$(sockets)
same_socket() { [ "$socket" != "$(sockets)" ] || echo same socket; }
kill -9 "$(pid gateway)"
buslane run -- "$cansend" vbus0 002#02
await restarted gateway 1
await heard 003#03
states
same_socket
grep -o '00[23]#.*' /tmp/heard | sort -u
folders

part both hang
kill -STOP "$(pid agent)" "$(pid gateway)"
await restarted agent 2
await restarted gateway 2
await heard 004#04
states
same_lane
same_socket

part reload
declare_node ecu other
echo '  - {name: more, interfaces: [vbus0]}' >>/etc/buslane/node.yaml
systemctl reload buslane-agent
await has_lane other
ls /run/buslane/lanes
echo 'buses: can0' >/etc/buslane/node.yaml
systemctl reload buslane-agent 2>/dev/null || echo refused
grep -o 'buslane: /etc/.*' /run/journal-agent
declare_node ecu other
states
same_lane
same_socket

part stop
systemctl stop buslane-agent
states
same_lane
same_socket
[ ! -e /run/buslane/attached/bl2fdf255f.json ] || echo recorded
systemctl stop buslane-gateway
kill $reader 2>/dev/null || :
systemctl start buslane-gateway
states
same_lane
