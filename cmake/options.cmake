# Interface targets that carry the compiler's settings:
#   portail_options     for own code: language level, warnings, include root, sanitizers
#   portail_third_party for code of others: optimised even in debug builds, no warnings

set(PORTAIL_SANITIZER "" CACHE STRING "Sanitizers of own code, for example address,undefined")
option(PORTAIL_WARNINGS_AS_ERRORS "A warning in own code ends the build" OFF)

# Optimised lightly: the simulation is slow without, and the debugger still follows.
set(CMAKE_CXX_FLAGS_DEBUG "-Og -g1")
set(CMAKE_C_FLAGS_DEBUG "-Og -g1")

# --- sanitizers ---
# Third-party code is instrumented for memory and threads (a race is only seen when both sides
# are), but not for undefined behaviour, which is theirs to mend.
add_library(portail_sanitizers INTERFACE)
if(PORTAIL_SANITIZER)
    string(REPLACE "undefined" "" third_party_sanitizer "${PORTAIL_SANITIZER}")
    string(REGEX REPLACE "^,|,$" "" third_party_sanitizer "${third_party_sanitizer}")
    if(third_party_sanitizer)
        target_compile_options(portail_sanitizers INTERFACE
            -fsanitize=${third_party_sanitizer} -fno-omit-frame-pointer)
    endif()
    target_link_options(portail_sanitizers INTERFACE -fsanitize=${PORTAIL_SANITIZER})
endif()

# --- own code ---
add_library(portail_options INTERFACE)
target_compile_features(portail_options INTERFACE cxx_std_20)
target_include_directories(portail_options INTERFACE "${PROJECT_SOURCE_DIR}")
target_link_libraries(portail_options INTERFACE portail_sanitizers)
target_compile_options(portail_options INTERFACE
    -Wall
    -Wextra
    -Wpedantic
    -Wshadow
    -Wconversion
    -Wno-sign-conversion
    -Wnon-virtual-dtor
    -Woverloaded-virtual
    -Wcast-align
    -Wformat=2
    # What a designated initialiser leaves out has its default value.
    -Wno-missing-field-initializers
    $<$<BOOL:${PORTAIL_WARNINGS_AS_ERRORS}>:-Werror>)
if(PORTAIL_SANITIZER)
    target_compile_options(portail_options INTERFACE
        -fsanitize=${PORTAIL_SANITIZER} -fno-sanitize-recover=all)
endif()
if(EMSCRIPTEN)
    target_compile_options(portail_options INTERFACE
        -Oz $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions> $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
endif()

# --- code of others ---
add_library(portail_third_party INTERFACE)
target_link_libraries(portail_third_party INTERFACE portail_sanitizers)
if(EMSCRIPTEN)
    target_compile_options(portail_third_party INTERFACE
        -w -Oz $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions> $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
else()
    target_compile_options(portail_third_party INTERFACE -w -O2)
endif()

# --- linker ---
# mold links the test programs in a fraction of the time; the system's linker does as well.
find_program(PORTAIL_MOLD_PROGRAM mold)
if(NOT EMSCRIPTEN AND PORTAIL_MOLD_PROGRAM)
    add_link_options(-fuse-ld=mold)
endif()
