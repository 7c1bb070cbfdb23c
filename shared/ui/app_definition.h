// What makes one program of the application, and the machine that it runs on.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "shared/platform/app_loop.h"
#include "shared/platform/host_services.h"
#include "shared/platform/http_client.h"
#include "shared/platform/replica_storage.h"
#include "shared/platform/system_text.h"
#include "shared/ui/router.h"
#include "shared/ui/session_entry.h"
#include "shared/ui/sync_summary.h"

namespace portail::ui {

class ScreenOverlay;

struct StorageWords {
    std::string_view taken_over = "app.taken_over";
    std::string_view taken_over_text = "app.taken_over_text";
    std::string_view continue_here = "app.continue_here";
    std::string_view failed_text = "app.failed_text";
};

struct AppDefinition {
    std::string name;  ///< "portal"; begins the names of its replicas
    std::span<const ScreenEntry> screens;
    std::unique_ptr<SessionEntry> (*make_entry)(const EntryContext& context) = nullptr;
    /// What tells that the replica is in use elsewhere, and that it cannot be opened. A page and a window differ.
    StorageWords storage_words;
    /// Where a refused change is put right; nothing where it can only be sent again or let go.
    std::optional<Place> (*correction_place)(const RejectedChange& change) = nullptr;
    /// Drawn over every screen; none where the program has nothing there.
    std::unique_ptr<ScreenOverlay> (*make_overlay)() = nullptr;
};

/// All of it outlives the application.
struct AppPlatform {
    platform::AppLoop& loop;
    platform::HostServices& host;
    platform::HttpClient& http;
    platform::ReplicaStorage& storage;
    const Clock& clock;  ///< the device's own
    RandomSource& random;
    platform::SystemText* system_text = nullptr;  ///< null: letters that the embedded fonts lack are boxes
};

}  // namespace portail::ui
