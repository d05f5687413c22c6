#!/bin/sh
# Puts a release in use without a request that fails: migrates, then restarts one server after the other. Run by root.
# At the first thing that goes wrong it goes back to the release before; the other server answers all the while.
# Usage: switch_release.sh VERSION [--no-upgrade]      (--no-upgrade: back to an older release, on the database as it is)
set -eu

home=/opt/contact-gateway
release=$home/releases/$1
if [ ! -x "$release/.venv/bin/contact-gateway" ]; then
    echo "$release is no release; make it with new_release.sh." >&2
    exit 1
fi

use() {
    ln -sfn "$1" $home/next
    mv -T $home/next $home/current
}

restart() {
    systemctl restart "contact-gateway-web@$1" &&
        curl --silent --show-error --fail --max-time 5 --retry 10 --retry-delay 1 --retry-all-errors \
            --unix-socket "/run/contact-gateway-web-$1/open.sock" http://localhost/readyz
}

# Restarts what else there is. systemd calls it started before it has read its settings, so it is watched for a while.
# Failures of before are forgotten first: systemd would go on counting from them, and might refuse another start.
restart_others() {
    systemctl reset-failed 'contact-gateway-*' &&
        systemctl restart contact-gateway-events contact-gateway-scheduler || return 1
    sleep 10
    for unit in contact-gateway-events contact-gateway-scheduler; do
        [ "$(systemctl show --value --property NRestarts "$unit")" = 0 ] &&
            systemctl --quiet is-active "$unit" || return 1
    done
}

go_back() {
    trap - EXIT
    echo "$version could not be put in use. Why: journalctl --unit 'contact-gateway-*' --since -5m" >&2
    if [ ! -x "$before/.venv/bin/contact-gateway" ] || [ "$before" = "$release" ]; then
        echo "There is no release before it to go back to." >&2
        exit 1
    fi
    use "$before"
    for server in $touched; do
        if [ "$server" = others ]; then restart_others; else restart "$server"; fi || back=no
    done
    if [ "${back:-}" = no ]; then
        echo "${before##*/} is in use again, but not everything is well with it: look at the journal." >&2
    else
        echo "${before##*/} is in use again, on the database as it is now." >&2
    fi
    exit 1
}

if [ "${2:-}" != --no-upgrade ]; then
    CONTACT_GATEWAY_RELEASE=$release contact-gateway db upgrade
fi
version=$1
before=$(readlink -e $home/current || true)
touched=
trap go_back EXIT
trap 'exit 1' HUP INT TERM
use "$release"
for server in a b; do
    touched="$server $touched"
    restart $server
done
touched="$touched others"
restart_others
trap - EXIT
echo "$version is in use; before it was ${before##*/}."
