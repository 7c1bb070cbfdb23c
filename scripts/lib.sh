# Shell functions shared by the scripts. Source it: it makes the shell strict and sets PORTAIL_ROOT
# (the checkout), PORTAIL_CACHE and PORTAIL_JOBS.
# shellcheck shell=bash
set -euo pipefail

PORTAIL_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export PORTAIL_CACHE=${PORTAIL_CACHE:-$HOME/.cache/portail}
PORTAIL_JOBS=${PORTAIL_JOBS:-$(nproc)}

if [[ -t 2 ]]; then bold=$'\033[1m' plain=$'\033[0m'; else bold='' plain=''; fi
say() { printf '%s==>%s %s\n' "$bold" "$plain" "$*" >&2; }
die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Runs a command quietly: a dot every two seconds, and its output only when it fails.
quietly() {
    local log pid ticks=0
    log=$(mktemp)
    "$@" >"$log" 2>&1 &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
        sleep 0.1
        ticks=$((ticks + 1))
        if ((ticks % 20 == 0)); then printf '.' >&2; fi
    done
    if ((ticks >= 20)); then printf '\n' >&2; fi
    if ! wait "$pid"; then
        cat "$log" >&2
        rm -f "$log"
        die "failed: $*"
    fi
    rm -f "$log"
}

# Runs a command as root, through sudo where needed, and says so.
as_root() {
    if [[ $(id -u) == 0 ]]; then
        "$@"
    elif command -v sudo >/dev/null; then
        say "with sudo: $*"
        sudo "$@"
    else
        die "this needs root, and there is no sudo: $*"
    fi
}

# install_packages PACKAGE...: installs the Debian packages that are missing.
install_packages() {
    local missing=() package
    for package in $(printf '%s\n' "$@" "$(installed_among "$@")" | sort | uniq -u); do
        missing+=("$package")
    done
    if ((${#missing[@]} == 0)); then return; fi
    local apt=(apt-get -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 -q -y)
    if [[ -z ${apt_lists_updated:-} ]]; then
        say "updating the lists of packages"
        as_root "${apt[@]}" -q update >&2
        apt_lists_updated=1
    fi
    say "installing with apt: ${missing[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive \
        "${apt[@]}" --no-install-recommends install "${missing[@]}" >&2
}

installed_among() {
    dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
        sed -n 's/^installed //p' | sort -u
}

# npm_project FOLDER: installs what FOLDER/package-lock.json names into the cache, once for all
# checkouts, and links FOLDER/node_modules to it.
npm_project() {
    local folder=$1 hash installed
    hash=$(sha256sum "$folder/package.json" "$folder/package-lock.json" | cut -d' ' -f1 |
        sha256sum | cut -c1-12)
    installed=$PORTAIL_CACHE/npm/$hash
    if [[ ! -e $installed/.complete ]]; then
        say "installing the npm packages of ${folder#"$PORTAIL_ROOT"/}"
        rm -rf "$installed"
        mkdir -p "$installed"
        cp "$folder/package.json" "$folder/package-lock.json" "$installed"
        if [[ -e $folder/.npmrc ]]; then cp "$folder/.npmrc" "$installed"; fi
        (cd "$installed" && quietly npm ci)
        touch "$installed/.complete"
    fi
    if [[ $(readlink "$folder/node_modules" || true) != "$installed/node_modules" ]]; then
        rm -rf "$folder/node_modules"
        ln -s "$installed/node_modules" "$folder/node_modules"
    fi
}

# build PRESET [TARGET...]: configures when that has not been done, then builds.
build() {
    local preset=$1
    shift
    cd "$PORTAIL_ROOT"
    if [[ ! -f build/$preset/build.ninja ]]; then
        say "configuring $preset"
        quietly cmake --preset "$preset"
    fi
    say "building $preset${*:+: $*}"
    cmake --build --preset "$preset" --parallel "$PORTAIL_JOBS" ${@:+--target "$@"} >&2
}
