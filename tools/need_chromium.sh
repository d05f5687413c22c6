#!/bin/sh
# Makes sure that the browser tests have Chromium: installs it where we may, else says what to install.
set -eu

if command -v chromium >/dev/null; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends chromium >/dev/null
    exit 0
fi
echo "The browser tests need Chromium: install it (on Debian: sudo apt-get install chromium) and run this again." >&2
exit 1
