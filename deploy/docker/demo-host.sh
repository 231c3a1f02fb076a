#!/bin/sh
# Entry point of the demo host: sshd, rsyslog and the agent; ends when the agent ends.
# FLEET_CONTROLLER  host:port of the controller
# FLEET_JOIN_FOLDER folder (a shared volume) where the controller's side left join.token and root.pin
set -eu

ssh-keygen -A
mkdir -p /run/sshd
rsyslogd 2>/dev/null || true
/usr/sbin/sshd

data=/var/lib/fleet-agent
if [ ! -s "$data/agent.key" ]; then
    tries=0
    until [ -s "$FLEET_JOIN_FOLDER/join.token" ] && [ -s "$FLEET_JOIN_FOLDER/root.pin" ]; do
        tries=$((tries + 1))
        [ "$tries" -le 60 ] || { echo "demo-host: no join token in $FLEET_JOIN_FOLDER after 60 s" >&2; exit 3; }
        sleep 1
    done
    fleet-agent join "$FLEET_CONTROLLER" --data "$data" \
        --token "$(cat "$FLEET_JOIN_FOLDER/join.token")" --pin "$(cat "$FLEET_JOIN_FOLDER/root.pin")"
fi
exec fleet-agent run --data "$data"
