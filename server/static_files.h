// The browser programs as files. The folder is read once at the start: what is served is what was there then, found in
// a table, so that no path from outside ever reaches the file system. Where a file lies there compressed as well
// (.br, .gz), the client gets that. A file whose path holds a hash never changes and is kept for good; all others are
// asked for again each time and answered with 304 while they are the same.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/compression.h"
#include "shared/base/result.h"

namespace portail::server {

struct StaticFile {
    struct Variant {
        std::string file;  ///< in the file system
        std::string etag;
    };
    std::string media_type;
    bool is_immutable = false;
    std::string page;                            ///< the text of an HTML file: a page is filled before it is sent
    std::map<http::Encoding, Variant> variants;  ///< Identity is always there

    /// The best that the client accepts.
    [[nodiscard]] std::pair<http::Encoding, const Variant*> choose(std::string_view accept_encoding) const;
};

class StaticFiles {
public:
    /// An empty folder name makes an empty table. ErrorCode::NotFound when the folder is not there.
    [[nodiscard]] static Result<StaticFiles> read(const std::string& folder);

    /// `path` begins with "/". Null where there is none.
    [[nodiscard]] const StaticFile* find(std::string_view path) const;
    [[nodiscard]] bool empty() const { return m_files.empty(); }

private:
    std::map<std::string, StaticFile, std::less<>> m_files;
};

}  // namespace portail::server
