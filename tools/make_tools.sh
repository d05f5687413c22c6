#!/bin/sh
# Makes a small environment with the one tool that sets up the rest.
# Usage: make_tools.sh FOLDER REQUIREMENT
set -eu

works() {
    "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

for python in python3.14 python3.13 python3.12 python3.11 python3 python; do
    if works "$python"; then
        rm -rf "$1"
        "$python" -m venv "$1"
        exec "$1/bin/python" -m pip install --quiet --disable-pip-version-check "$2"
    fi
done

echo "Python 3.11 or newer, with venv, is needed and was not found: install it (on Debian: apt-get install python3-venv)." >&2
exit 1
