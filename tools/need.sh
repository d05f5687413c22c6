#!/bin/sh
# need.sh PROGRAM PACKAGE WHAT_FOR: makes sure that a program is there: installs its Debian package where we may, else
# says what to install.
set -eu

PATH=$PATH:/usr/sbin
if command -v "$1" >/dev/null; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # RUNLEVEL: a server that is only run by the tests is not started as a service
    RUNLEVEL=1 apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends "$2" >/dev/null
    exit 0
fi
echo "$3 need $1: install it (on Debian: sudo apt-get install $2) and run this again." >&2
exit 1
