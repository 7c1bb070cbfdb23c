// What a mutator may know besides its arguments. It has no clock, no randomness and no I/O: the time and the actor are
// told, ids come with the arguments, so that the client's replica and the server reach the same rows.
#pragma once

#include "shared/base/clock.h"
#include "shared/domain/principal.h"

namespace portail {

struct MutationContext {
    Actor actor;
    Milliseconds now = 0;  ///< UTC; the server's clock there, the client's estimate of it on the replica
};

}  // namespace portail
