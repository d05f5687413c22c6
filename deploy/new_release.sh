#!/bin/sh
# Makes a release ready beside the one in use: its code, its environment, its style sheets. Nothing is switched. Run by root.
# Usage: new_release.sh REPOSITORY VERSION      (a tag or a commit)
set -eu
umask 022

releases=/opt/contact-gateway/releases
release=$releases/$2
if [ -e "$release" ]; then
    echo "$release is there already; remove it to make it anew." >&2
    exit 1
fi

mkdir -p "$releases"
draft=$(mktemp -d "$releases/.draft-XXXXXX")
trap 'rm -rf "$draft"' EXIT
chmod 755 "$draft"
git clone --quiet "$1" "$draft"
git -C "$draft" checkout --quiet --detach "$2"

# An environment knows the folder it lies in, so the folder has its name before it is made.
mv "$draft" "$release"
trap 'rm -rf "$release"' EXIT
make --directory "$release" release
# What setpriv itself starts still has the rights of root over files; what env starts after it has not.
if ! setpriv --reuid=contact-gateway --regid=contact-gateway --init-groups \
    env "$release/.venv/bin/contact-gateway" --help > /dev/null; then
    echo "The account contact-gateway cannot run this release, so it was removed again. It was made with the Python" \
        "$(readlink -m "$release/.venv/bin/python"); let one that every account may run come first, as in" \
        "PATH=/usr/bin:/bin $0 $*" >&2
    exit 1
fi
trap - EXIT
echo "$release is ready."
