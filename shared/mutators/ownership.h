// Whose data an actor may touch, asked before anything is looked up, so that nobody learns what exists.
#pragma once

#include "shared/base/result.h"
#include "shared/domain/principal.h"

namespace portail {

/// Staff may act for every customer (permissions say what), a customer for himself alone.
[[nodiscard]] inline Result<void> require_own_customer(const Actor& actor, const Id& customer_id) {
    if (actor.is_customer() && actor.id != customer_id) return forbidden();
    return {};
}

}  // namespace portail
