#!/usr/bin/env bash
# build_sdl2_web.sh SOURCE PREFIX: builds SDL2 with Emscripten into PREFIX, with nothing in it but
# what a canvas, a keyboard, a pointer and OpenGL ES need. Called by setup.sh.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source_directory=$1
prefix=$2
work=$(mktemp -d "${TMPDIR:-/tmp}/portail-sdl2.XXXXXX")
trap 'rm -rf "$work"' EXIT

off=(AUDIO JOYSTICK HAPTIC SENSOR RENDER HIDAPI POWER LOCALE FILESYSTEM THREADS SHARED TEST CCACHE)
CCACHE_DIR=$PORTAIL_CACHE/ccache cmake -G Ninja -S "$source_directory" -B "$work" \
    -DCMAKE_TOOLCHAIN_FILE=/usr/share/emscripten/cmake/Modules/Platform/Emscripten.cmake \
    -DCMAKE_BUILD_TYPE=MinSizeRel \
    -DCMAKE_C_FLAGS_MINSIZEREL=-Oz \
    -DCMAKE_INSTALL_PREFIX="$prefix" \
    -DSDL_STATIC=ON \
    $(printf -- "-DSDL_%s=OFF " "${off[@]}")
CCACHE_DIR=$PORTAIL_CACHE/ccache cmake --build "$work" --parallel "$PORTAIL_JOBS" --target install
