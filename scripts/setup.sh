#!/usr/bin/env bash
# Installs and prepares what the build needs on Debian 12. Idempotent: it does what is missing and
# nothing else, and returns at once when nothing is.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$PORTAIL_ROOT/cmake/versions.env"

usage() {
    cat <<'TEXT'
scripts/setup.sh [--native] [--web] [--browser-tests]

  --native         what the server, the desktop program and their tests need
  --web            what the browser programs need
  --browser-tests  Chromium, Playwright and what the tests on a display need

Without an option: everything. Debian packages are installed with apt (sudo when not root).
Everything else goes to $PORTAIL_CACHE (~/.cache/portail): sources of dependencies, SDL2 built for
the web, the compiler cache. The machine's own apt configuration is not touched.
TEXT
}

want_native= want_web= want_browser=
for option in "$@"; do
    case $option in
    --native) want_native=1 ;;
    --web) want_web=1 ;;
    --browser-tests) want_browser=1 ;;
    -h | --help) usage; exit ;;
    *) usage >&2; die "unknown option: $option" ;;
    esac
done
if (($# == 0)); then want_native=1 want_web=1 want_browser=1; fi

common_packages=(
    cmake ninja-build g++ gcc ccache mold pkg-config git python3 make
    python3-fonttools python3-brotli fonts-inter brotli
    nlohmann-json3-dev libhowardhinnant-date-dev libstb-dev tzdata
    dpkg-dev ca-certificates xz-utils bzip2)
native_packages=(
    libsdl2-dev libgl-dev libqrencode-dev libargon2-dev libssl-dev libcli11-dev libspdlog-dev
    libbrotli-dev zlib1g-dev)
web_packages=(emscripten)
browser_packages=(chromium xvfb xauth xdotool imagemagick zbar-tools)

stamps=$PORTAIL_CACHE/stamps
inputs_hash=$(cat "$PORTAIL_ROOT/cmake/versions.env" "${BASH_SOURCE[0]}" | sha256sum | cut -c1-12)

# step NAME FUNCTION: runs the function unless it has succeeded for these very inputs.
step() {
    local stamp=$stamps/$1-$inputs_hash
    if [[ -e $stamp ]]; then return; fi
    "$2"
    touch "$stamp"
}

# --- Debian packages ---
apt_is_fresh=
install_packages() {
    local missing=() package
    for package in "$@"; do
        if [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) != installed ]]; then
            missing+=("$package")
        fi
    done
    if ((${#missing[@]} == 0)); then return; fi
    if [[ -z $apt_is_fresh ]]; then
        say "updating the package lists"
        as_root apt-get -o DPkg::Lock::Timeout=600 -qq update
        apt_is_fresh=1
    fi
    say "installing with apt: ${missing[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 -qq -y \
        --no-install-recommends install "${missing[@]}" >&2
}

# An existing node that is new enough is used; otherwise Debian's.
install_node() {
    local version
    version=$(node --version 2>/dev/null | tr -d v || true)
    if [[ -n $version ]] && dpkg --compare-versions "$version" ge "$NODE_FLOOR" &&
        command -v npm >/dev/null; then
        return
    fi
    install_packages nodejs npm
}

install_common() { install_packages "${common_packages[@]}"; }
install_native() { install_packages "${native_packages[@]}"; }
install_web() { install_packages "${web_packages[@]}"; }
install_browser() { install_packages "${browser_packages[@]}"; }

# --- source packages, through an apt configuration of our own ---
private_apt=$PORTAIL_CACHE/apt

prepare_private_apt() {
    local keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    [[ -r $keyring ]] || die "the keyring of Debian is missing: $keyring"
    local mirror
    mirror=$(apt-get indextargets --format '$(REPO_URI)|$(LABEL)' |
        sed -n 's/|Debian$//p' | sort -u | head -1)
    mkdir -p "$private_apt/lists/partial" "$private_apt/cache/archives/partial"
    local suite
    for suite in $SOURCE_SUITES; do
        echo "deb-src [signed-by=$keyring] ${mirror:-http://deb.debian.org/debian/} $suite main"
    done >"$private_apt/sources.list"
    cat >"$private_apt/apt.conf" <<CONF
Dir::Etc::SourceList "$private_apt/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::State::Lists "$private_apt/lists";
Dir::Cache "$private_apt/cache";
APT::Sandbox::User "";
CONF
    say "reading the lists of Debian's source packages into $private_apt"
    APT_CONFIG=$private_apt/apt.conf apt-get -qq update >&2
}

# newest_source PACKAGE FLOOR CEILING: the newest version in range.
newest_source() {
    local version upstream
    APT_CONFIG=$private_apt/apt.conf apt-cache showsrc --only-source "$1" |
        sed -n 's/^Version: //p' | sort -u |
        while read -r version; do
            upstream=${version#*:}
            upstream=${upstream%-*}
            if version_in_range "$upstream" "$2" "$3"; then echo "$version"; fi
        done | sort -V | tail -1
}

# fetch_source NAME PACKAGE FLOOR CEILING: unpacks it under src/ and remembers where in sources.
declare -A sources=()
fetch_source() {
    local name=$1 package=$2 version directory
    version=$(newest_source "$package" "$3" "$4")
    [[ -n $version ]] || die "no source package $package from $3 to below $4 in the suites listed"
    directory=$PORTAIL_CACHE/src/$package-${version//[^a-zA-Z0-9.+-]/_}
    if [[ ! -e $directory/.complete ]]; then
        say "fetching $package $version (source package)"
        local work
        work=$(mktemp -d "$PORTAIL_CACHE/src/.work.XXXXXX")
        # --tar-only: what Debian changes is packaging. apt checks the hash against the signed list.
        (cd "$work" && APT_CONFIG=$private_apt/apt.conf quietly \
            apt-get -q source --download-only --tar-only "$package=$version")
        mkdir "$work/tree"
        tar -xf "$work"/*.orig.tar.* --strip-components=1 -C "$work/tree"
        touch "$work/tree/.complete"
        rm -rf "$directory"
        mv -T "$work/tree" "$directory"
        rm -rf "$work"
    fi
    sources[$name]=$directory
}

fetch_sqlite() {
    local package=$SQLITE_NPM_PACKAGE version=$SQLITE_NPM_VERSION
    local directory=$PORTAIL_CACHE/src/sqlite-from-$package-$version
    if [[ ! -e $directory/.complete ]]; then
        say "fetching SQLite (from the npm package $package $version)"
        local work
        work=$(mktemp -d "$PORTAIL_CACHE/src/.work.XXXXXX")
        (cd "$work" && quietly npm pack --silent "$package@$version")
        local integrity
        integrity=sha512-$(openssl dgst -sha512 -binary "$work"/*.tgz | base64 -w0)
        [[ $integrity == "$SQLITE_NPM_INTEGRITY" ]] ||
            die "$package $version is not what cmake/versions.env expects: $integrity"
        mkdir "$work/tree"
        tar -xzf "$work"/*.tgz --strip-components=3 -C "$work/tree" package/deps/sqlite3
        touch "$work/tree/.complete"
        rm -rf "$directory"
        mv -T "$work/tree" "$directory"
        rm -rf "$work"
    fi
    sources[SQLITE]=$directory
}

# --- SDL2 for the web ---
sdl2_web_prefix() {
    local options_hash
    options_hash=$(sha256sum "$PORTAIL_ROOT/scripts/build_sdl2_web.sh" | cut -c1-8)
    echo "$PORTAIL_CACHE/web/$(basename "${sources[SDL2]}")-$options_hash"
}

build_sdl2_web() {
    local prefix
    prefix=$(sdl2_web_prefix)
    if [[ ! -e $prefix/.complete ]]; then
        say "building SDL2 for the web, once (about 5 minutes on 2 cores)"
        quietly "$PORTAIL_ROOT/scripts/build_sdl2_web.sh" "${sources[SDL2]}" "$prefix"
        touch "$prefix/.complete"
    fi
}

# --- what CMake reads ---
write_dependencies() {
    local hash file name
    hash=$(sha256sum "$PORTAIL_ROOT/cmake/versions.env" | cut -c1-12)
    file=$PORTAIL_CACHE/dependencies-$hash.cmake
    {
        echo "# Written by scripts/setup.sh"
        for name in "${!sources[@]}"; do
            echo "set(FETCHCONTENT_SOURCE_DIR_$name \"${sources[$name]}\" CACHE PATH \"\" FORCE)"
        done | sort
        echo "set(PORTAIL_SDL2_WEB_PREFIX \"$(sdl2_web_prefix)\")"
    } >"$file.$$"
    mv "$file.$$" "$file"
}

prepare_sources() {
    if ! [[ -e $stamps/private-apt-$inputs_hash ]]; then
        prepare_private_apt
        touch "$stamps/private-apt-$inputs_hash"
    fi
    mkdir -p "$PORTAIL_CACHE/src"
    fetch_source SDL2 "$SDL2_PACKAGE" "$SDL2_FLOOR" "$SDL2_CEILING"
    fetch_source QRENCODE "$QRENCODE_PACKAGE" "$QRENCODE_FLOOR" "$QRENCODE_CEILING"
    fetch_source IMGUI "$IMGUI_PACKAGE" "$IMGUI_FLOOR" "$IMGUI_CEILING"
    fetch_source HTTPLIB "$HTTPLIB_PACKAGE" "$HTTPLIB_FLOOR" "$HTTPLIB_CEILING"
    fetch_source CATCH2 "$CATCH2_PACKAGE" "$CATCH2_FLOOR" "$CATCH2_CEILING"
    fetch_sqlite
    write_dependencies
}

mkdir -p "$stamps"
exec 9>"$PORTAIL_CACHE/setup.lock"
flock 9

step common install_common
if [[ -n $want_native ]]; then step native install_native; fi
if [[ -n $want_web ]]; then step web install_web; fi
if [[ -n $want_browser ]]; then step browser install_browser; fi
step node install_node
step sources prepare_sources
if [[ -n $want_web ]]; then
    build_web() { prepare_sources; build_sdl2_web; }
    step sdl2-web build_web
fi
