# Where prepared dependencies and the compiler cache live, and what versions.env says.
# Included before project(), so that the compilers are already started through ccache.
#
# scripts/setup.sh leaves dependencies-<hash>.cmake in the cache, the hash being that of
# versions.env. It names the prepared sources, so that FetchContent downloads nothing; without it
# FetchContent goes upstream.

if(DEFINED ENV{PORTAIL_CACHE} AND NOT "$ENV{PORTAIL_CACHE}" STREQUAL "")
    set(PORTAIL_CACHE "$ENV{PORTAIL_CACHE}")
else()
    set(PORTAIL_CACHE "$ENV{HOME}/.cache/portail")
endif()

# Each KEY=VALUE line becomes the variable PORTAIL_<KEY>.
set(versions_file "${CMAKE_CURRENT_LIST_DIR}/versions.env")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${versions_file}")
file(STRINGS "${versions_file}" versions_lines REGEX "^[A-Z0-9_]+=")
foreach(line IN LISTS versions_lines)
    string(REGEX MATCH "^([A-Z0-9_]+)=\"?([^\"]*)\"?$" matched "${line}")
    set(PORTAIL_${CMAKE_MATCH_1} "${CMAKE_MATCH_2}")
endforeach()

file(SHA256 "${versions_file}" dependencies_hash)
string(SUBSTRING "${dependencies_hash}" 0 12 dependencies_hash)
set(prepared "${PORTAIL_CACHE}/dependencies-${dependencies_hash}.cmake")
if(EXISTS "${prepared}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${prepared}")
    include("${prepared}")
else()
    message(STATUS "No prepared dependencies (${prepared}): run scripts/setup.sh. "
                   "Trying the upstream repositories.")
endif()

# Compilers run through ccache with a directory in the cache. Paths under the checkout are hashed
# relative to it, so that two checkouts share their objects.
option(PORTAIL_CCACHE "Compile through ccache where it is installed" ON)
find_program(PORTAIL_CCACHE_PROGRAM ccache)
if(PORTAIL_CCACHE AND PORTAIL_CCACHE_PROGRAM)
    set(launcher
        env
        CCACHE_DIR=${PORTAIL_CACHE}/ccache
        CCACHE_BASEDIR=${CMAKE_CURRENT_SOURCE_DIR}
        CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros
        ${PORTAIL_CCACHE_PROGRAM})
    set(CMAKE_C_COMPILER_LAUNCHER "${launcher}")
    set(CMAKE_CXX_COMPILER_LAUNCHER "${launcher}")
endif()
