# Catch2, built from source: Debian 12 has version 2.
FetchContent_Declare(catch2
    GIT_REPOSITORY ${PORTAIL_CATCH2_UPSTREAM}
    GIT_TAG ${PORTAIL_CATCH2_UPSTREAM_TAG}
    GIT_SHALLOW ON
    SYSTEM)
set(CMAKE_POLICY_DEFAULT_CMP0077 NEW)
set(CATCH_INSTALL_DOCS OFF)
set(CATCH_INSTALL_EXTRAS OFF)
FetchContent_MakeAvailable(catch2)

file(STRINGS "${catch2_SOURCE_DIR}/src/catch2/catch_version_macros.hpp" version_lines
    REGEX "^#define CATCH_VERSION_(MAJOR|MINOR|PATCH) ")
string(REGEX MATCHALL "[0-9]+" version_parts "${version_lines}")
list(JOIN version_parts "." catch2_version)
portail_check_version(catch2 ${catch2_version})

foreach(target IN ITEMS Catch2 Catch2WithMain)
    target_link_libraries(${target} PRIVATE portail_third_party)
endforeach()
# A hundred small files, most of whose time goes into the same headers.
set_target_properties(Catch2 PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 40)
list(APPEND CMAKE_MODULE_PATH "${catch2_SOURCE_DIR}/extras")
