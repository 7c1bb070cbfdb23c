# How browser programs are linked. portail_web_options carries the flags that were proved with
# Emscripten 3.1.6; the size of the memory is each program's own (-sINITIAL_MEMORY=<bytes>).
#
# -flto was tried with ImGui and SQLite: it links, and is 0.4 % larger.

# What the server gives to browsers: programs, shell, scripts, icons.
set(PORTAIL_SITE_DIR "${PROJECT_BINARY_DIR}/site")
# And what only the browser tests see.
set(PORTAIL_TEST_SITE_DIR "${PROJECT_BINARY_DIR}/test_site")

add_library(portail_web_options INTERFACE)
target_link_options(portail_web_options INTERFACE
    -Oz
    -sENVIRONMENT=web
    -sFILESYSTEM=0
    # Growth kills pages on iOS; a failed allocation is an error, not the end of the page.
    -sALLOW_MEMORY_GROWTH=0
    -sABORTING_MALLOC=0
    -sTOTAL_STACK=524288
    # The page's content security policy allows no eval.
    -sDYNAMIC_EXECUTION=0
    -sMINIFY_HTML=0)

# Links need Debian's acorn even where node is another one, and whatever starts the build.
set_property(GLOBAL PROPERTY RULE_LAUNCH_LINK "env NODE_PATH=/usr/share/nodejs")

# portail_js_library(target file): programs that use the target get the JavaScript functions of file,
# and are linked again when it changes.
function(portail_js_library target file)
    cmake_path(ABSOLUTE_PATH file)
    target_link_options(${target} INTERFACE "SHELL:--js-library ${file}")
    set_property(TARGET ${target} APPEND PROPERTY INTERFACE_LINK_DEPENDS "${file}")
endfunction()

# What comes from npm (web/package.json). scripts/setup.sh installs it, or else the first configuration.
set(PORTAIL_PHONE_NUMBERS "${PROJECT_SOURCE_DIR}/web/node_modules/libphonenumber-js")
set(PORTAIL_ESBUILD "${PROJECT_SOURCE_DIR}/web/node_modules/.bin/esbuild")
if(NOT EXISTS "${PORTAIL_PHONE_NUMBERS}" OR NOT EXISTS "${PORTAIL_ESBUILD}")
    execute_process(
        COMMAND bash -c "source scripts/lib.sh && npm_project web"
        WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
        COMMAND_ERROR_IS_FATAL ANY)
endif()

# portail_phone_numbers_library(file): what is used of libphonenumber-js, and its licence.
function(portail_phone_numbers_library file)
    set(entry "${PROJECT_SOURCE_DIR}/web/js/phone_numbers_library.js")
    file(READ "${PORTAIL_PHONE_NUMBERS}/LICENSE" license)
    cmake_path(GET file PARENT_PATH folder)
    cmake_path(GET folder FILENAME program)
    set(licence_comment "${CMAKE_CURRENT_BINARY_DIR}/licence_of_phone_numbers_${program}.js")
    file(CONFIGURE OUTPUT "${licence_comment}" CONTENT "/*! libphonenumber-js\n\n${license}*/\n" @ONLY)
    add_custom_command(
        OUTPUT "${file}"
        COMMAND "${CMAKE_COMMAND}" -E env "NODE_PATH=${PROJECT_SOURCE_DIR}/web/node_modules"
            "${PORTAIL_ESBUILD}" "${entry}" --bundle --minify --target=es2017 --log-level=warning
            "--outfile=${file}.bundle"
        COMMAND cat "${licence_comment}" "${file}.bundle" > "${file}"
        COMMAND "${CMAKE_COMMAND}" -E rm "${file}.bundle"
        DEPENDS "${entry}" "${PORTAIL_ESBUILD}" "${licence_comment}"
        COMMENT "Bundling the telephone numbers"
        VERBATIM)
endfunction()

# The scripts around a program, in the order in which they run.
set(PORTAIL_PAGE_SCRIPTS
    page.js system_text.js twin_fields.js twin.js places.js host.js files.js locale.js phone_numbers.js http.js
    installation.js offline.js)

# portail_program_page(file)
#
# The page of a program: shell.html with the style of the first paint in it. The server fills in what
# it knows of the business; the programs of the tests have none (PROGRAM_TITLE is their name).
function(portail_program_page file)
    set(page "${PROJECT_SOURCE_DIR}/shell.html")
    set(style "${PROJECT_SOURCE_DIR}/web/first_paint.css")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${page}" "${style}")
    file(READ "${style}" PROGRAM_STYLE)
    # Comments and indentation need not travel.
    string(REGEX REPLACE "/\\*[^*]*\\*+([^/*][^*]*\\*+)*/" "" PROGRAM_STYLE "${PROGRAM_STYLE}")
    string(REGEX REPLACE "[ \n]+" " " PROGRAM_STYLE "${PROGRAM_STYLE}")
    string(STRIP "${PROGRAM_STYLE}" PROGRAM_STYLE)
    file(READ "${page}" content)
    if(PROGRAM_TITLE)
        string(REPLACE "{{name}}" "${PROGRAM_TITLE}" content "${content}")
        string(REPLACE "{{language}}" "fr" content "${content}")
        string(REPLACE "{{loading}}" "Chargement…" content "${content}")
        string(REPLACE "{{no_script}}" "Cette page a besoin de JavaScript." content "${content}")
        string(REPLACE "{{call}}" "" content "${content}")
        string(REPLACE "{{head}}" "<link rel=\"icon\" href=\"data:,\">" content "${content}")
    endif()
    file(CONFIGURE OUTPUT "${file}" CONTENT "${content}" @ONLY)
endfunction()

# portail_web_program(target NAME <name> MEMORY <bytes> SCOPE <path> | FOR_TESTS TITLE <text>)
#
# The executable with its page, style, loader and scripts. With SCOPE it is built in
# programs/<name>, and the target portail_site puts it into the site under its version, with a
# service worker for the addresses below SCOPE. FOR_TESTS puts it into test_site/<name>.
function(portail_web_program target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "FOR_TESTS" "NAME;TITLE;MEMORY;SCOPE" "")
    set(PROGRAM_NAME "${arg_NAME}")
    set(PROGRAM_TITLE "${arg_TITLE}")
    if(arg_FOR_TESTS)
        set(folder "${PORTAIL_TEST_SITE_DIR}/${arg_NAME}")
        set(PROGRAM_PATH "/${arg_NAME}")
    else()
        set(folder "${PROJECT_BINARY_DIR}/programs/${arg_NAME}")
        set(PROGRAM_PATH "/${arg_NAME}/__VERSION__")
        set(PROGRAM_WORKER "/${arg_NAME}/service_worker.js")
        set(PROGRAM_SCOPE "${arg_SCOPE}")
        set_property(GLOBAL APPEND PROPERTY PORTAIL_SITE_PROGRAMS ${target})
    endif()
    set_target_properties(${target} PROPERTIES
        OUTPUT_NAME "${arg_NAME}"
        SUFFIX ".js"
        RUNTIME_OUTPUT_DIRECTORY "${folder}")
    target_link_libraries(${target} PRIVATE portail_web_options)
    target_link_options(${target} PRIVATE -sINITIAL_MEMORY=${arg_MEMORY})
    portail_program_page("${folder}/index.html")
    configure_file("${PROJECT_SOURCE_DIR}/web/shell.css" "${folder}/shell.css" COPYONLY)
    configure_file("${PROJECT_SOURCE_DIR}/web/js/loader.js" "${folder}/loader.js" COPYONLY)
    portail_phone_numbers_library("${folder}/phone_numbers_library.js")
    # One file of the page's scripts, which Emscripten does not see: its optimiser (3.1.6) drops
    # destructuring declarations.
    list(TRANSFORM PORTAIL_PAGE_SCRIPTS PREPEND "${PROJECT_SOURCE_DIR}/web/js/" OUTPUT_VARIABLE scripts)
    add_custom_command(
        OUTPUT "${folder}/page.js"
        COMMAND cat ${scripts} > "${folder}/page.js"
        DEPENDS ${scripts}
        COMMENT "Joining the scripts of ${arg_NAME}"
        VERBATIM)
    target_sources(${target} PRIVATE "${folder}/page.js" "${folder}/phone_numbers_library.js")
    if(arg_SCOPE)
        set_property(GLOBAL APPEND PROPERTY PORTAIL_SITE_SCRIPTS "${folder}/page.js")
    endif()
endfunction()

# Declares the target portail_site: the site, without the programs of the tests. Called once, after
# all programs.
function(portail_assemble_site)
    get_property(programs GLOBAL PROPERTY PORTAIL_SITE_PROGRAMS)
    get_property(scripts GLOBAL PROPERTY PORTAIL_SITE_SCRIPTS)
    if(NOT programs)
        return()
    endif()
    set(folders "")
    foreach(program IN LISTS programs)
        list(APPEND folders "$<TARGET_FILE_DIR:${program}>")
    endforeach()
    set(script "${PROJECT_SOURCE_DIR}/web/site/assemble_site.py")
    set(worker "${PROJECT_SOURCE_DIR}/web/js/service_worker.js")
    set(stamp "${PROJECT_BINARY_DIR}/site.stamp")
    add_custom_command(
        OUTPUT "${stamp}"
        COMMAND "${Python3_EXECUTABLE}" "${script}" --output "${PORTAIL_SITE_DIR}" --worker "${worker}"
            --esbuild "${PORTAIL_ESBUILD}" ${folders}
        COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
        DEPENDS ${programs} ${scripts} "${script}" "${worker}" "${PROJECT_SOURCE_DIR}/shell.html"
            "${PROJECT_SOURCE_DIR}/web/first_paint.css" "${PROJECT_SOURCE_DIR}/web/shell.css" "${PROJECT_SOURCE_DIR}/web/js/loader.js"
        COMMENT "Assembling the site"
        VERBATIM)
    add_custom_target(portail_site ALL DEPENDS "${stamp}")
endfunction()
