# How browser programs are linked. portail_web_options carries the flags that were proved with
# Emscripten 3.1.6; the size of the memory is each program's own (-sINITIAL_MEMORY=<bytes>).
#
# -flto was tried with SDL2's users, ImGui and SQLite: it links, and is 0.4 % larger.

# What the server gives to browsers: programs, shell, scripts, icons.
set(PORTAIL_SITE_DIR "${PROJECT_BINARY_DIR}/site")

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
