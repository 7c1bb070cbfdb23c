// The sync protocol over HTTP (docs/sync_protocol.md): push, pull and the stream of pokes.
#pragma once

#include "server/api.h"

namespace portail::server {

[[nodiscard]] Result<Reply> post_sync_push(const Call& call);
[[nodiscard]] Result<Reply> get_sync_pull(const Call& call);
[[nodiscard]] Result<Reply> get_events(const Call& call);

}  // namespace portail::server
