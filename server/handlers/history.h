// What no longer syncs, read on demand (docs/sync_protocol.md).
#pragma once

#include "server/api.h"

namespace portail::server {

[[nodiscard]] Result<Reply> get_history(const Call& call);

}  // namespace portail::server
