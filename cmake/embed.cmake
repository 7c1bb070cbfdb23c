# Embedding of files in programs, and subsetting of fonts. Generated headers are included by their
# name alone: an include with a path is always a file of the repository.
set(PORTAIL_EMBED_SCRIPT "${CMAKE_CURRENT_LIST_DIR}/embed.py")

# portail_embed_file(<target> NAME <symbol> FILE <path>)
#
#   #include "<symbol>.h"  ->  std::string_view portail::embedded::<symbol>()
function(portail_embed_file target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAME;FILE" "")
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/embedded/${target}")
    set(header "${folder}/${arg_NAME}.h")
    set(source "${folder}/${arg_NAME}.cpp")
    cmake_path(ABSOLUTE_PATH arg_FILE BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}")
    add_custom_command(
        OUTPUT "${header}" "${source}"
        COMMAND "${Python3_EXECUTABLE}" "${PORTAIL_EMBED_SCRIPT}" file
            --symbol ${arg_NAME} --header "${header}" --source "${source}" "${arg_FILE}"
        DEPENDS "${PORTAIL_EMBED_SCRIPT}" "${arg_FILE}"
        COMMENT "Embedding ${arg_NAME}"
        VERBATIM)
    target_sources(${target} PRIVATE "${header}" "${source}")
    target_include_directories(${target} SYSTEM PRIVATE "${folder}")
    # String literals longer than the standard's minimum are what this is about.
    set_source_files_properties("${source}" PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
endfunction()

# portail_embed_words(<target> NAME <symbol> FILE <path> [LEAVE_OUT <area>...])
#
# A JSON object of texts, as portail_embed_file, without the keys that begin with "<area>.".
function(portail_embed_words target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAME;FILE" "LEAVE_OUT")
    set(words "${CMAKE_CURRENT_BINARY_DIR}/embedded/${target}/${arg_NAME}.json")
    cmake_path(ABSOLUTE_PATH arg_FILE BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}")
    add_custom_command(
        OUTPUT "${words}"
        COMMAND "${Python3_EXECUTABLE}" "${PORTAIL_EMBED_SCRIPT}" words
            --output "${words}" "${arg_FILE}" ${arg_LEAVE_OUT}
        DEPENDS "${PORTAIL_EMBED_SCRIPT}" "${arg_FILE}"
        COMMENT "Collecting ${arg_NAME} of ${target}"
        VERBATIM)
    portail_embed_file(${target} NAME ${arg_NAME} FILE "${words}")
endfunction()

# portail_embed_sql(<target> <name> <path>...)
#
#   #include "<name>.h"  ->  constexpr std::string_view portail::embedded::sql_<file>, one for each
#
# A .sql file that lies beside the first one and is not listed ends the configuration: a forgotten
# migration is found here, not in production.
function(portail_embed_sql target name)
    set(files "")
    foreach(file IN LISTS ARGN)
        cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}")
        list(APPEND files "${file}")
    endforeach()

    list(GET files 0 first)
    cmake_path(GET first PARENT_PATH source_folder)
    file(GLOB forgotten CONFIGURE_DEPENDS "${source_folder}/*.sql")
    list(REMOVE_ITEM forgotten ${files})
    if(forgotten)
        message(FATAL_ERROR "Not listed in portail_embed_sql(${target} ${name}): ${forgotten}")
    endif()

    set(folder "${CMAKE_CURRENT_BINARY_DIR}/embedded")
    set(header "${folder}/${name}.h")
    add_custom_command(
        OUTPUT "${header}"
        COMMAND "${Python3_EXECUTABLE}" "${PORTAIL_EMBED_SCRIPT}" sql --header "${header}" ${files}
        DEPENDS "${PORTAIL_EMBED_SCRIPT}" ${files}
        COMMENT "Embedding ${name}"
        VERBATIM)
    target_sources(${target} PRIVATE "${header}")
    target_include_directories(${target} SYSTEM PRIVATE "${folder}")
endfunction()

# portail_embed_font(<target> NAME <symbol> FONT <path> UNICODES <ranges> [FEATURES <tags>])
#
# Keeps only the glyphs of the ranges (for example "U+20-7E,U+A0-17F"), drops hinting and the layout
# features that are not asked for, and embeds what is left as portail_embed_file does.
function(portail_embed_font target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAME;FONT;UNICODES;FEATURES" "")
    if(NOT EXISTS "${arg_FONT}")
        message(FATAL_ERROR "The font ${arg_FONT} is missing: run scripts/setup.sh")
    endif()
    cmake_path(GET arg_FONT EXTENSION LAST_ONLY extension)
    set(subset "${CMAKE_CURRENT_BINARY_DIR}/embedded/${arg_NAME}${extension}")
    add_custom_command(
        OUTPUT "${subset}"
        COMMAND "${CMAKE_COMMAND}" -E make_directory "${CMAKE_CURRENT_BINARY_DIR}/embedded"
        COMMAND "${Python3_EXECUTABLE}" -m fontTools.subset "${arg_FONT}"
            "--output-file=${subset}"
            "--unicodes=${arg_UNICODES}"
            "--layout-features=${arg_FEATURES}"
            --no-hinting
            --desubroutinize
        DEPENDS "${arg_FONT}"
        COMMENT "Subsetting ${arg_NAME}"
        VERBATIM)
    portail_embed_file(${target} NAME ${arg_NAME} FILE "${subset}")
endfunction()
