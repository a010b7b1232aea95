#!/bin/sh
# s3rver.sh: prints the path of s3rver, an S3 server that ignores conditions in silence, which publishing has to refuse.
#
# It is installed into .cache by the hashes of build_tools/locks/s3rver; that lock is written anew there by
#   npm install --package-lock-only --omit-lockfile-registry-resolved
# and keeps names, versions and hashes only.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../.." && pwd)
# shellcheck source=build_tools/setup/apt.sh
. "$here/apt.sh"
lock=$project/build_tools/locks/s3rver
folder=$project/.cache/s3rver

is_ready() {
    [ -x "$folder/node_modules/.bin/s3rver" ] && cmp -s "$lock/package-lock.json" "$folder/package-lock.json"
}

install() {
    command -v npm >/dev/null 2>&1 || return 1
    say "Installing s3rver"
    rm -rf "$folder"
    mkdir -p "$folder"
    cp "$lock/package.json" "$lock/package-lock.json" "$folder"
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund) >/dev/null 2>&1 </dev/null
}

is_ready || install || {
    rm -rf "$folder"
    say "s3rver cannot be installed here, so refusing it is not tried."
    exit
}
printf '%s\n' "$folder/node_modules/.bin/s3rver"
