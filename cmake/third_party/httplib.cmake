# cpp-httplib, split into a header and one translation unit by its own script: its users compile
# declarations only. Its switches change the layout of its classes, hence PUBLIC.
portail_source_dependency(httplib)

file(STRINGS "${httplib_SOURCE_DIR}/httplib.h" version_line REGEX "^#define CPPHTTPLIB_VERSION ")
string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" httplib_version "${version_line}")
portail_check_version(httplib ${httplib_version})

set(split "${PROJECT_BINARY_DIR}/third_party/httplib")
execute_process(
    COMMAND "${Python3_EXECUTABLE}" "${httplib_SOURCE_DIR}/split.py" --out "${split}"
    OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

portail_third_party_library(httplib
    SOURCES "${split}/httplib.cc"
    INCLUDES "${split}")
target_compile_definitions(portail_httplib PUBLIC
    CPPHTTPLIB_OPENSSL_SUPPORT
    CPPHTTPLIB_ZLIB_SUPPORT
    CPPHTTPLIB_BROTLI_SUPPORT)
target_link_libraries(portail_httplib PUBLIC
    Portail::openssl
    Portail::zlib
    Portail::brotli
    Threads::Threads)
