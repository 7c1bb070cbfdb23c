# SQLite, one version on both ends; the options differ only where they must. Callers need
# SQLITE_ENABLE_PREUPDATE_HOOK too, for sqlite3.h declares the hook only then.
portail_source_dependency(sqlite)

set(amalgamation "${sqlite_SOURCE_DIR}")
if(NOT EXISTS "${amalgamation}/sqlite3.c")
    # Upstream's repository holds the parts; its makefile joins them.
    set(amalgamation "${sqlite_BINARY_DIR}")
    if(NOT EXISTS "${amalgamation}/sqlite3.c")
        message(STATUS "Making the SQLite amalgamation")
        file(MAKE_DIRECTORY "${amalgamation}")
        execute_process(COMMAND "${sqlite_SOURCE_DIR}/configure"
            WORKING_DIRECTORY "${amalgamation}" OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
        execute_process(COMMAND make sqlite3.c
            WORKING_DIRECTORY "${amalgamation}" OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
    endif()
endif()

file(STRINGS "${amalgamation}/sqlite3.h" version_line REGEX "^#define SQLITE_VERSION ")
string(REGEX MATCH "[0-9.]+" sqlite_version "${version_line}")
portail_check_version(sqlite ${sqlite_version})

portail_third_party_library(sqlite
    SOURCES "${amalgamation}/sqlite3.c"
    INCLUDES "${amalgamation}")
target_compile_definitions(portail_sqlite
    PUBLIC SQLITE_ENABLE_PREUPDATE_HOOK
    PRIVATE
        SQLITE_DQS=0
        SQLITE_TEMP_STORE=3
        SQLITE_DEFAULT_MEMSTATUS=0
        SQLITE_LIKE_DOESNT_MATCH_BLOBS
        SQLITE_USE_ALLOCA
        SQLITE_OMIT_LOAD_EXTENSION
        SQLITE_OMIT_SHARED_CACHE
        SQLITE_OMIT_DEPRECATED)
if(EMSCRIPTEN)
    # The browser's storage is our own VFS; see docs/developer_notes.md.
    target_compile_definitions(portail_sqlite PRIVATE
        SQLITE_OS_OTHER=1
        SQLITE_THREADSAFE=0
        SQLITE_OMIT_WAL
        SQLITE_OMIT_DECLTYPE
        SQLITE_OMIT_AUTOINIT
        # What neither the schema nor the client's statements use need not travel.
        SQLITE_OMIT_AUTHORIZATION
        SQLITE_OMIT_COMPILEOPTION_DIAGS
        SQLITE_OMIT_COMPLETE
        SQLITE_OMIT_DATETIME_FUNCS
        SQLITE_OMIT_DESERIALIZE
        SQLITE_OMIT_FOREIGN_KEY
        SQLITE_OMIT_GET_TABLE
        SQLITE_OMIT_INCRBLOB
        SQLITE_OMIT_INTROSPECTION_PRAGMAS
        SQLITE_OMIT_JSON
        SQLITE_OMIT_LIKE_OPTIMIZATION
        SQLITE_OMIT_PROGRESS_CALLBACK
        SQLITE_OMIT_TCL_VARIABLE
        SQLITE_OMIT_TRACE
        SQLITE_OMIT_UTF16
        SQLITE_OMIT_XFER_OPT
        SQLITE_UNTESTABLE)
    target_compile_options(portail_sqlite PRIVATE -mbulk-memory)
else()
    # Multi-thread: a connection is used by one thread at a time, so it needs no mutex of its own.
    target_compile_definitions(portail_sqlite PRIVATE SQLITE_THREADSAFE=2)
    target_link_libraries(portail_sqlite PUBLIC Threads::Threads)
endif()
