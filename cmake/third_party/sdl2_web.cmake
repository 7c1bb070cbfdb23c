# SDL2 for the web, built once by scripts/setup.sh into the cache (PORTAIL_SDL2_WEB_PREFIX);
# Emscripten's own port would download it.
if(NOT EXISTS "${PORTAIL_SDL2_WEB_PREFIX}/lib/libSDL2.a")
    message(FATAL_ERROR "SDL2 for the web has not been built: run scripts/setup.sh --web")
endif()
find_package(SDL2 ${PORTAIL_SDL2_FLOOR} REQUIRED CONFIG
    NO_CMAKE_FIND_ROOT_PATH NO_DEFAULT_PATH PATHS "${PORTAIL_SDL2_WEB_PREFIX}")
portail_check_version(sdl2 ${SDL2_VERSION})
add_library(portail_sdl2 INTERFACE)
target_link_libraries(portail_sdl2 INTERFACE SDL2::SDL2-static)
add_library(Portail::sdl2 ALIAS portail_sdl2)
