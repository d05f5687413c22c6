#!/bin/sh
# Puts a release in use without a request that fails: migrates, then restarts one server after the other. Run by root.
# Stops at the first thing that goes wrong; the other server then still answers, with the release before.
# Usage: switch_release.sh VERSION [--no-upgrade]      (--no-upgrade: back to an older release, on the database as it is)
set -eu

home=/opt/contact-gateway
release=$home/releases/$1
if [ ! -x "$release/.venv/bin/contact-gateway" ]; then
    echo "$release is no release; make it with new_release.sh." >&2
    exit 1
fi

wait_until_ready() {
    curl --silent --show-error --fail --max-time 5 --retry 10 --retry-delay 1 --retry-all-errors \
        --unix-socket "/run/contact-gateway-web-$1/open.sock" http://localhost/readyz
}

if [ "${2:-}" != --no-upgrade ]; then
    CONTACT_GATEWAY_RELEASE=$release contact-gateway db upgrade
fi
before=$(readlink -f $home/current || true)
ln -sfn "$release" $home/next
mv -T $home/next $home/current
for server in a b; do
    systemctl restart contact-gateway-web@$server
    wait_until_ready $server
done
systemctl restart contact-gateway-events contact-gateway-scheduler
echo "$1 is in use; before it was ${before##*/}."
