// Whether the server is well, for probes and for Prometheus.
#pragma once

#include "server/api.h"

namespace portail::server {

[[nodiscard]] Result<Reply> get_health(const Call& call);
[[nodiscard]] Result<Reply> get_metrics(const Call& call);

}  // namespace portail::server
