#!/usr/bin/env bash
# build_sdl2_web.sh SOURCE PREFIX: builds SDL2 with Emscripten, with no more in it than a canvas, a
# keyboard, pointers and OpenGL ES need. Called by setup.sh.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

unused=()
for part in AUDIO JOYSTICK HAPTIC SENSOR RENDER HIDAPI POWER LOCALE FILESYSTEM THREADS SHARED TEST; do
    unused+=("-DSDL_$part=OFF")
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CCACHE_DIR=$PORTAIL_CACHE/ccache

cmake -G Ninja -S "$1" -B "$work" \
    -DCMAKE_TOOLCHAIN_FILE=/usr/share/emscripten/cmake/Modules/Platform/Emscripten.cmake \
    -DCMAKE_BUILD_TYPE=MinSizeRel \
    -DCMAKE_C_FLAGS_MINSIZEREL=-Oz \
    -DCMAKE_C_COMPILER_LAUNCHER=ccache \
    -DCMAKE_INSTALL_PREFIX="$2" \
    -DSDL_CCACHE=OFF \
    -DSDL_STATIC=ON \
    "${unused[@]}"
cmake --build "$work" --parallel "$PORTAIL_JOBS" --target install
