// What the desk program is told on its command line, and where it keeps its files: one folder for each server, because
// a replica belongs to one server.
#pragma once

#include <filesystem>
#include <string>

#include "shared/base/result.h"

namespace portail {

struct DeskOptions {
    std::string server;            ///< "https://garage.example"
    std::filesystem::path data;    ///< the program's folder; empty: the desktop's own place for such data
    std::string certificate_file;  ///< trusted instead of the system's authorities; empty: none
    bool allows_plain_http = false;
    float scale = 0;  ///< device pixels per CSS pixel; 0: what the desktop says
    std::filesystem::path description_file;  ///< see screen_description.h; empty: none
};

/// "https://Garage.example/" becomes "https://garage.example". Plain HTTP is for this very machine, unless it is
/// allowed: it would show the session and the customers to everybody on the way. The error's detail is for the person
/// at the command line.
[[nodiscard]] Result<std::string> normalised_server(const std::string& address, bool allows_plain_http);

/// $XDG_DATA_HOME/portail-desk or ~/.local/share/portail-desk (XDG Base Directory Specification 0.8).
[[nodiscard]] std::filesystem::path default_data_folder();
/// A name for the server that a file system takes: "https_garage.example_8443".
[[nodiscard]] std::string folder_name_of(const std::string& normalised_server);

}  // namespace portail
