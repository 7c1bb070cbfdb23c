# Libraries of headers alone, taken from the system for the web build. /usr/include as a whole must
# not be searched by Emscripten, so each is reached through a folder that links to it only.
set(web_headers "${PROJECT_BINARY_DIR}/third_party/include")
file(MAKE_DIRECTORY "${web_headers}")

function(portail_web_headers name folder)
    if(NOT EXISTS "/usr/include/${folder}")
        message(FATAL_ERROR "/usr/include/${folder} is missing: run scripts/setup.sh --web")
    endif()
    file(CREATE_LINK "/usr/include/${folder}" "${web_headers}/${folder}" SYMBOLIC)
    add_library(portail_${name} INTERFACE)
    target_include_directories(portail_${name} SYSTEM INTERFACE "${web_headers}")
    add_library(Portail::${name} ALIAS portail_${name})
endfunction()

# Without exceptions a wrong access ends the program; parse with allow_exceptions = false.
portail_web_headers(json nlohmann)
target_compile_definitions(portail_json INTERFACE JSON_NOEXCEPTION)

# Calendar arithmetic only (date/date.h): there is no time zone database in a browser.
portail_web_headers(date date)
target_compile_definitions(portail_date INTERFACE ONLY_C_LOCALE=1)
