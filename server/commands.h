// What each command of portail-server does. Each returns the exit status of the process; results go to standard output,
// what is wrong to standard error, in a sentence.
#pragma once

#include "server/options.h"

namespace portail::server {

[[nodiscard]] int run_serve(const Options& options);
[[nodiscard]] int run_check(const Options& options);
[[nodiscard]] int run_backup(const Options& options);
[[nodiscard]] int run_restore(const Options& options);
[[nodiscard]] int run_links(const Options& options);
[[nodiscard]] int run_staff_reset(const Options& options);

/// Prints the error for the person at the terminal; returns 1.
int fail(const Error& error);

}  // namespace portail::server
