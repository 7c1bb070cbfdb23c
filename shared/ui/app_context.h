// What a screen is given: the data as the person sees it, the ways to change and to move, words and formats, the time,
// and who is signed in. Valid during the call; a screen keeps none of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "shared/db/database.h"
#include "shared/domain/organisation.h"
#include "shared/domain/principal.h"
#include "shared/i18n/format.h"
#include "shared/i18n/translator.h"
#include "shared/platform/host_services.h"
#include "shared/platform/system_text.h"
#include "shared/ui/commands.h"
#include "shared/ui/router.h"
#include "shared/ui/sync_summary.h"

namespace portail::ui {

/// What a row's own mark says.
enum class RowSync : std::uint8_t {
    Confirmed,  ///< the server has it
    Pending,    ///< changed here, not yet at the shop
    Uncertain,  ///< changed here, but it no longer fits what the server has meanwhile; the server will decide
};

/// The optimistic view of the replica: what the server has confirmed, and over it what is still on its way.
class Data {
public:
    virtual ~Data() = default;
    /// For the named queries of shared/queries; nobody writes here.
    [[nodiscard]] virtual Database& database() = 0;
    /// Raised whenever anything in it may have changed.
    [[nodiscard]] virtual std::uint64_t revision() const = 0;
    [[nodiscard]] virtual RowSync row_sync(std::string_view table, const Id& id) const = 0;
};

struct AppContext {
    Data& data;
    Commands& commands;
    Router& router;
    const Translator& words;
    const Formatter& format;
    const Clock& clock;    ///< our best guess of the server's time
    RandomSource& random;  ///< for ids
    platform::HostServices& host;
    const Organisation& organisation;  ///< default values until the first pull has arrived
    const Actor& actor;
    const SyncSummary& sync;
    platform::SystemText* system_text;  ///< null where the machine draws no text by itself

    [[nodiscard]] Database& database() { return data.database(); }
    [[nodiscard]] Milliseconds now() const { return clock.now(); }
    [[nodiscard]] DayNumber today() const { return format.day_of(clock.now()); }
    [[nodiscard]] Id new_id() { return make_id(clock.now(), random); }
    [[nodiscard]] Id new_unrelated_id() { return make_unrelated_id(random); }
};

}  // namespace portail::ui
