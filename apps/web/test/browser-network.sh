#!/bin/sh
# Runs the browser in a network of its own, so that pods that come and go on the host do not break its requests
# (ERR_NETWORK_CHANGED). Only the stand is reached from there: STAND_PORT leads to the socket STAND_SOCKET.
if [ -z "$STAND_INSIDE" ]; then
  export STAND_INSIDE=1
  if [ "$(id -u)" = 0 ]; then exec unshare --net "$0" "$@"; fi
  exec unshare --user --map-root-user --net "$0" "$@"
fi
ip link set lo up
v6=/proc/sys/net/ipv6/conf/default/disable_ipv6 # an address that is ready only seconds later is a change of the network, too
[ -w $v6 ] && echo 1 > $v6
ip link add inside type veth peer name outside && ip address add 192.0.2.1/24 dev inside && ip link set inside up && ip link set outside up # else the browser says that it is offline
"$STAND_NODE" "${0%/*}/stand-relay.ts" 3<&- 4>&- &
exec "$STAND_BROWSER" "$@"
