#!/bin/sh
# Makes sure that the tests of Redis have one: installs it where we may, else says what to install.
set -eu

if command -v redis-server >/dev/null; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    RUNLEVEL=1 apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends redis-server >/dev/null
    exit 0
fi
echo "The slow tests need Redis: install it (on Debian: sudo apt-get install redis-server) and run this again." >&2
exit 1
