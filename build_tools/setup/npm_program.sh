#!/bin/sh
# npm_program.sh NAME: prints the path of a program of npm that tests use, or nothing where it cannot be had:
#   s3rver                 an S3 server that ignores conditions in silence, which publishing has to refuse
#   yaml-language-server   what tells editors about YAML files as they type
#
# It is installed into .cache by the hashes of build_tools/locks/NAME; that lock is written anew there by
#   npm install --package-lock-only --omit-lockfile-registry-resolved
# and keeps names, versions and hashes only.
set -eu
name=$1
here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../.." && pwd)
# shellcheck source=build_tools/setup/apt.sh
. "$here/apt.sh"
lock=$project/build_tools/locks/$name
folder=$project/.cache/$name

is_ready() {
    [ -x "$folder/node_modules/.bin/$name" ] && cmp -s "$lock/package-lock.json" "$folder/package-lock.json"
}

install() {
    command -v npm >/dev/null 2>&1 || return 1
    say "Installing $name"
    rm -rf "$folder"
    mkdir -p "$folder"
    cp "$lock/package.json" "$lock/package-lock.json" "$folder"
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund) >/dev/null 2>&1 </dev/null
}

is_ready || install || {
    rm -rf "$folder"
    say "$name cannot be installed here, so what needs it is not tried."
    exit
}
printf '%s\n' "$folder/node_modules/.bin/$name"
