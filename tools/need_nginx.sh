#!/bin/sh
# Makes sure that the tests of the proxy have nginx: installs it where we may, else says what to install.
set -eu

PATH=$PATH:/usr/sbin
if command -v nginx >/dev/null; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    RUNLEVEL=1 apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends nginx-light >/dev/null
    exit 0
fi
echo "The tests of the proxy need nginx: install it (on Debian: sudo apt-get install nginx) and run this again." >&2
exit 1
