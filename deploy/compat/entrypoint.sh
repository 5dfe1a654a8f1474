#!/bin/sh
# An entrypoint like seat-service's: waits for the interface CAN (can0) for at most CAN_WAIT seconds, then becomes the
# command. Exit status 3 if it does not come. It needs nothing in the container but buslane-hook.
exec "${BUSLANE_HOOK:-buslane-hook}" wait -- "$@"
