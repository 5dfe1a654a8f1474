#!/bin/sh
# setup_container_can.sh of can-in-kanto-cm: can0 of the host as vxcan1 in a container of Eclipse Kanto's, or of any
# other engine's; again without harm.
set -eu

usage() {
    echo "Usage: $0 CONTAINER"
}

case ${1:-} in
-h | --help)
    usage
    exit 0
    ;;
esac
if [ $# -ne 1 ]; then
    usage >&2
    exit 2
fi
home=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd -P)
exec "$home/can-forward.sh" -c "$1" can0
