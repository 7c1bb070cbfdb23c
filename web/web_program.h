// A program in a browser page: the application on the browser's parts of the platform.
#pragma once

#include <string>

#include "shared/ui/app_definition.h"

namespace portail {

/// Starts it; the page keeps it running. `audience` is "customer" or "staff", see http_client_web.h.
int run_web_program(const ui::AppDefinition& definition, std::string audience);

}  // namespace portail
