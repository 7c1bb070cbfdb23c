# Dear ImGui. imgui_core draws into lists only, so that tests need no window; imgui adds the
# backends.
portail_source_dependency(imgui)

file(STRINGS "${imgui_SOURCE_DIR}/imgui.h" version_line REGEX "^#define IMGUI_VERSION ")
string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" imgui_version "${version_line}")
portail_check_version(imgui ${imgui_version})

# imgui_demo.cpp holds nothing but empty functions once the demo is disabled.
portail_third_party_library(imgui_core
    SOURCES
        "${imgui_SOURCE_DIR}/imgui.cpp"
        "${imgui_SOURCE_DIR}/imgui_demo.cpp"
        "${imgui_SOURCE_DIR}/imgui_draw.cpp"
        "${imgui_SOURCE_DIR}/imgui_tables.cpp"
        "${imgui_SOURCE_DIR}/imgui_widgets.cpp"
    INCLUDES "${imgui_SOURCE_DIR}")
target_compile_definitions(portail_imgui_core PUBLIC
    IMGUI_DISABLE_OBSOLETE_FUNCTIONS
    IMGUI_DISABLE_DEMO_WINDOWS
    IMGUI_DISABLE_DEBUG_TOOLS
    IMGUI_DISABLE_DEFAULT_FONT
    IMGUI_DISABLE_FILE_FUNCTIONS
    IMGUI_DISABLE_TTY_FUNCTIONS
    IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS)

# Tests look for controls that have no node in the tree of meanings through these hooks.
if(BUILD_TESTING AND NOT EMSCRIPTEN)
    target_compile_definitions(portail_imgui_core PUBLIC IMGUI_ENABLE_TEST_ENGINE)
    target_include_directories(portail_imgui_core PRIVATE "${PROJECT_SOURCE_DIR}")
    target_sources(portail_imgui_core PRIVATE "${PROJECT_SOURCE_DIR}/tests/support/imgui_item_hooks.cpp")
endif()

# In a browser the page itself gives events (web/js/page.js): SDL2 would double the program's size.
set(imgui_backends "${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp")
if(NOT EMSCRIPTEN)
    list(APPEND imgui_backends "${imgui_SOURCE_DIR}/backends/imgui_impl_sdl2.cpp")
endif()
portail_third_party_library(imgui
    SOURCES ${imgui_backends}
    INCLUDES "${imgui_SOURCE_DIR}/backends")
target_link_libraries(portail_imgui PUBLIC portail_imgui_core)

if(EMSCRIPTEN)
    # 1.92 uses emscripten's macros without including their header.
    target_compile_options(portail_imgui PRIVATE "SHELL:-include emscripten.h")
    target_compile_options(portail_imgui_core PRIVATE "SHELL:-include ${CMAKE_CURRENT_LIST_DIR}/imgui_core_web.h")
    # The backend asks for the state of the context at each frame, to put it back afterwards: a wait for the graphics
    # process each time. Nothing else draws there, so the program itself answers (web/app_loop_web.cpp).
    target_compile_definitions(portail_imgui PRIVATE glGetIntegerv=portail_initial_gl_state)
else()
    target_link_libraries(portail_imgui PUBLIC Portail::sdl2 OpenGL::GL ${CMAKE_DL_LIBS})
endif()
