#!/bin/sh
# An entrypoint like val_start.sh of seat-service: waits for the interface CAN (can0) for at most CAN_WAIT seconds, then
# becomes the command. Exit status 3 if it does not come. Without CAN_WAIT, or with CAN=cansim, it does not wait. It needs
# nothing in the container but buslane-hook. Other than there, the interface has to be up, too.
[ -n "${CAN_WAIT:-}" ] || exec "$@"
exec "${BUSLANE_HOOK:-buslane-hook}" wait -- "$@"
