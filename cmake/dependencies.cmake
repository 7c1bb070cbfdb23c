# The dependencies, each under the name that the rest of the project uses:
#
#   everywhere   Portail::json Portail::sqlite Portail::qrencode Portail::date
#                Portail::imgui_core (no window) Portail::imgui (with OpenGL; natively with SDL2)
#   native only  Portail::sdl2 Portail::httplib Portail::curl Portail::openssl Portail::zlib Portail::brotli Portail::argon2
#                Portail::icu Portail::phonenumber Portail::spdlog Portail::cli11 Portail::exif Portail::stb Catch2::Catch2WithMain
#
# Sources come from FETCHCONTENT_SOURCE_DIR_<NAME> (scripts/setup.sh) or from upstream.
include(FetchContent)
set(FETCHCONTENT_QUIET ON)

# Declares a dependency of which only the sources are wanted; its own CMakeLists.txt, if any,
# is not used. Sets <name>_SOURCE_DIR.
macro(portail_source_dependency name)
    string(TOUPPER "${name}" upper)
    FetchContent_Declare(${name}
        GIT_REPOSITORY ${PORTAIL_${upper}_UPSTREAM}
        GIT_TAG ${PORTAIL_${upper}_UPSTREAM_TAG}
        GIT_SHALLOW ON
        SOURCE_SUBDIR none)
    FetchContent_MakeAvailable(${name})
endmacro()

# Fails when the version of what was found lies outside the range in versions.env.
function(portail_check_version name version)
    string(TOUPPER "${name}" upper)
    if(version VERSION_LESS PORTAIL_${upper}_FLOOR
       OR (DEFINED PORTAIL_${upper}_CEILING
           AND version VERSION_GREATER_EQUAL PORTAIL_${upper}_CEILING))
        message(FATAL_ERROR "${name} ${version} is outside the range in cmake/versions.env "
                            "(${PORTAIL_${upper}_FLOOR} to ${PORTAIL_${upper}_CEILING})")
    endif()
    message(STATUS "${name} ${version}")
endfunction()

# A library target made of third-party sources, its headers treated as the system's.
function(portail_third_party_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;INCLUDES")
    add_library(portail_${name} STATIC ${arg_SOURCES})
    target_include_directories(portail_${name} SYSTEM PUBLIC ${arg_INCLUDES})
    target_link_libraries(portail_${name} PRIVATE portail_third_party)
    add_library(Portail::${name} ALIAS portail_${name})
endfunction()

if(EMSCRIPTEN)
    include(cmake/third_party/headers_web.cmake)
    include(cmake/third_party/qrencode_web.cmake)
else()
    include(cmake/third_party/system.cmake)
    include(cmake/third_party/httplib.cmake)
    if(BUILD_TESTING)
        include(cmake/third_party/catch2.cmake)
    endif()
endif()
include(cmake/third_party/sqlite.cmake)
include(cmake/third_party/imgui.cmake)
