#!/bin/sh
# firefox.sh: prints the path of the Firefox that the tests print with, and installs one where that can be done.
#
# INFORCE_FIREFOX names a Firefox to use instead of any other. Where there is none and none can be installed, this
# says so and prints nothing: the tests then pass Firefox over, but never in CI (where CI is set), where they fail.
#
# One that is older than 143 is not used: it prints nothing of what is folded on a page where script is off.
set -eu
OLDEST=143
# shellcheck source=build_tools/setup/apt.sh
. "$(dirname "$0")/apt.sh"

works() {
    timeout 60 "$1" --version >/dev/null 2>&1 </dev/null
}

is_new_enough() {
    version=$(timeout 60 "$1" --version 2>/dev/null </dev/null) || return 1
    version=${version##*Firefox }
    version=${version%%[!0-9]*}
    [ "${version:-0}" -ge "$OLDEST" ]
}

find_firefox() {
    for name in firefox-esr firefox; do
        path=$(command -v "$name") || continue
        # A snap sees neither /tmp nor hidden folders, where the tests keep their profiles and pages.
        case $(readlink -f "$path") in */snap) continue ;; esac
        if is_new_enough "$path"; then
            printf '%s\n' "$path"
            return
        fi
    done
    return 1
}

if [ -n "${INFORCE_FIREFOX:-}" ]; then
    works "$INFORCE_FIREFOX" || stop "INFORCE_FIREFOX names $INFORCE_FIREFOX, and that does not run." \
        "Let it name a Firefox, or unset it to have one found."
    printf '%s\n' "$INFORCE_FIREFOX"
    exit
fi
find_firefox && exit
install_newest firefox-esr && find_firefox && exit
say "There is no Firefox from $OLDEST on here and none can be installed, so nothing is printed with it." \
    "To have it tried, install it (on Debian: sudo apt-get install firefox-esr) or name it with INFORCE_FIREFOX."
