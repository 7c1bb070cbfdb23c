# Shell functions shared by the scripts. Source it; it sets the options of a strict shell,
# PORTAIL_ROOT (the checkout), PORTAIL_CACHE and PORTAIL_JOBS.
# shellcheck shell=bash
set -euo pipefail

PORTAIL_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export PORTAIL_CACHE=${PORTAIL_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/portail}
PORTAIL_JOBS=${PORTAIL_JOBS:-$(nproc)}

# Emscripten needs Debian's acorn even where node is another one.
export NODE_PATH=/usr/share/nodejs${NODE_PATH:+:$NODE_PATH}

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
note() { printf '    %s\n' "$*" >&2; }
die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Runs a command quietly: a dot every two seconds, its output only when it fails.
quietly() {
    local log
    log=$(mktemp "${TMPDIR:-/tmp}/portail.XXXXXX")
    "$@" >"$log" 2>&1 &
    local pid=$!
    trap 'kill "$pid" 2>/dev/null || true' INT TERM
    local dots=0
    while kill -0 "$pid" 2>/dev/null; do
        if ((dots % 10 == 9)); then printf '.' >&2; fi
        dots=$((dots + 1))
        sleep 0.2
    done
    if ((dots > 9)); then printf '\n' >&2; fi
    trap - INT TERM
    if ! wait "$pid"; then
        cat "$log" >&2
        rm -f "$log"
        die "failed: $*"
    fi
    rm -f "$log"
}

# Runs a command as root, with sudo where needed.
as_root() {
    if [[ $(id -u) == 0 ]]; then
        "$@"
    elif command -v sudo >/dev/null; then
        say "using sudo for: $*"
        sudo "$@"
    else
        die "this needs root, and sudo is not there: $*"
    fi
}

# version_in_range VERSION FLOOR CEILING: FLOOR <= VERSION < CEILING, by Debian's ordering.
version_in_range() {
    dpkg --compare-versions "$1" ge "$2" && dpkg --compare-versions "$1" lt "$3"
}

# build PRESET [TARGET...]: configures once, then builds.
build() {
    local preset=$1
    shift
    cd "$PORTAIL_ROOT"
    if [[ ! -f build/$preset/build.ninja ]]; then
        say "configuring $preset"
        quietly cmake --preset "$preset"
    fi
    say "building $preset"
    local targets=()
    if (($#)); then targets=(--target "$@"); fi
    cmake --build --preset "$preset" --parallel "$PORTAIL_JOBS" "${targets[@]}" >&2
}
