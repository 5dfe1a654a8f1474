#!/bin/sh
# can-forward.sh of kuksa.val.services and Leda, with its flags and defaults, on Buslane's lanes: several containers
# at a time, CAN FD, nobody else's can-gw rules flushed, and again without harm. As there, everything but error frames
# may be read and written.
set -eu

usage() {
    cat <<USAGE
Usage: $0 {-h} {-p PID} {-c container} <hw_can>

hw_can          Host CAN hw interface to forward. Default: can0
-c container    Attempt to get netns PID from a running container: (docker, podman, containerd, kanto). Default: seat-service
-p PID          Use provided PID for transferring vxcan interface (e.g.: docker inspect -f '{{ .State.Pid }}' container)
-h              Prints this message
USAGE
}

die() {
    echo "### $*" >&2
    exit 1
}

hw_can=can0
container=seat-service
pid=
while [ $# -gt 0 ]; do
    case $1 in
    -h | --help)
        usage
        exit 0
        ;;
    -p | --pid | -c | --container)
        [ $# -ge 2 ] || die "$1 takes a value; $0 -h says which"
        case $1 in
        -p | --pid) pid=$2 ;;
        *) container=$2 ;;
        esac
        shift 2
        ;;
    -*) die "unknown option $1; $0 -h lists them" ;;
    *)
        [ $# -eq 1 ] || die "one CAN interface comes last, and nothing after $1"
        hw_can=$1
        shift
        ;;
    esac
done

home=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd -P)
buslane=${BUSLANE:-$home/../../buslane}
[ -x "$buslane" ] || buslane=$(command -v buslane) || die "buslane is not installed; BUSLANE can name it"
[ "$(id -u)" -eq 0 ] || die "Must be run as root (try: sudo $0)"

# As the original sets it up. Before the container gets it: a card that was never given a bit rate says so, and nothing
# is half done.
"$buslane" bus up "$hw_can"
if [ -n "$pid" ]; then
    set -- --pid "$pid"
else
    set -- "$container"
fi
exec "$buslane" attach "$@" --bus "$hw_can" --as vxcan1 --read allr --write allr
