# libqrencode for the web, from source without its command line and PNG output.
portail_source_dependency(qrencode)
set(sources "${qrencode_SOURCE_DIR}")

file(STRINGS "${sources}/configure.ac" version_lines
    REGEX "^m4_define.*__(MAJOR|MINOR|MICRO)_VERSION.*[0-9]")
string(REPLACE "m4_define" "" version_lines "${version_lines}")
string(REGEX MATCHALL "[0-9]+" version_parts "${version_lines}")
list(JOIN version_parts "." qrencode_version)
portail_check_version(qrencode ${qrencode_version})
list(GET version_parts 0 major)
list(GET version_parts 1 minor)
list(GET version_parts 2 micro)

portail_third_party_library(qrencode
    SOURCES
        "${sources}/bitstream.c"
        "${sources}/mask.c"
        "${sources}/mmask.c"
        "${sources}/mqrspec.c"
        "${sources}/qrencode.c"
        "${sources}/qrinput.c"
        "${sources}/qrspec.c"
        "${sources}/rsecc.c"
        "${sources}/split.c"
    INCLUDES "${sources}")
target_compile_definitions(portail_qrencode PRIVATE
    MAJOR_VERSION=${major}
    MINOR_VERSION=${minor}
    MICRO_VERSION=${micro}
    VERSION="${qrencode_version}"
    STATIC_IN_RELEASE=static
    HAVE_STRDUP=1)
