// The browser programs: their pages, their manifests, their files, and a friendly page where there is nothing.
#pragma once

#include "server/api.h"

namespace portail::server {

[[nodiscard]] Result<Reply> get_portal_page(const Call& call);
[[nodiscard]] Result<Reply> get_admin_page(const Call& call);
[[nodiscard]] Result<Reply> get_portal_manifest(const Call& call);
[[nodiscard]] Result<Reply> get_admin_manifest(const Call& call);
[[nodiscard]] Result<Reply> get_web_file(const Call& call);
[[nodiscard]] Result<Reply> get_unknown_api(const Call& call);

}  // namespace portail::server
