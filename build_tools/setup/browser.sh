#!/bin/sh
# browser.sh [--find]: prints the path of the Chromium that the tests use, and installs one where there is none.
#
# With --find, nothing is installed. INFORCE_CHROMIUM names a browser to use instead of any other.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../.." && pwd)
# shellcheck source=build_tools/setup/apt.sh
. "$here/apt.sh"
python=$project/.venv/bin/python

# A file of that name is not enough: Ubuntu's chromium-browser may be a script that only says where to get one.
works() {
    timeout 60 "$1" --version >/dev/null 2>&1 </dev/null
}

playwrights_own() {
    "$python" -c 'from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)' 2>/dev/null || true
}

find_browser() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        path=$(command -v "$name") || continue
        # A snap sees neither /tmp nor hidden folders, where the tests keep their profiles and pages.
        case $(readlink -f "$path") in */snap) continue ;; esac
        if works "$path"; then
            printf '%s\n' "$path"
            return
        fi
    done
    path=$(playwrights_own)
    [ -n "$path" ] && works "$path" && printf '%s\n' "$path"
}

# Ubuntu's package chromium only installs a snap.
is_debian() {
    grep -qsx 'ID="\?debian"\?' /etc/os-release
}

install_browser() {
    if is_debian && can_install_packages; then
        install_packages chromium fonts-liberation && return
    fi
    say "Installing Chromium"
    if can_install_packages; then
        "$python" -m playwright install --with-deps chromium >&2 </dev/null
    else
        "$python" -m playwright install chromium >&2 </dev/null
    fi
}

if [ -n "${INFORCE_CHROMIUM:-}" ]; then
    works "$INFORCE_CHROMIUM" || stop "INFORCE_CHROMIUM names $INFORCE_CHROMIUM, and that does not run." \
        "Let it name a Chromium or Chrome, or unset it to have one found."
    printf '%s\n' "$INFORCE_CHROMIUM"
    exit
fi
find_browser && exit
if [ "${1:-}" != --find ] && install_browser && find_browser; then
    exit
fi
stop "The tests print and read pages in Chromium, and none was found." \
    "Install one, and run the same command again:" \
    "  on Debian: sudo apt-get install chromium" \
    "  elsewhere: .venv/bin/python -m playwright install --with-deps chromium" \
    "If you have one in another place, name it: INFORCE_CHROMIUM=/path/to/chromium make test"
