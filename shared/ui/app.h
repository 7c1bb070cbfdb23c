// The application: it opens the session, the storage and the replica, keeps them in step with the server, and shows the
// screen of the present place, or plainly why it cannot: loading, signed out, no network at the first visit, taken over
// by another tab, too old, damaged. The portal and the staff programs differ only in their AppDefinition.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "shared/platform/app_loop.h"
#include "shared/platform/host_services.h"
#include "shared/platform/http_client.h"
#include "shared/platform/replica_storage.h"
#include "shared/ui/router.h"
#include "shared/ui/session_entry.h"

namespace portail::ui {

struct AppDefinition {
    std::string name;  ///< "portal"; begins the names of its replicas
    std::span<const ScreenEntry> screens;
    std::unique_ptr<SessionEntry> (*make_entry)(const EntryContext& context) = nullptr;
};

/// The machine around the application; all of it outlives the application.
struct AppPlatform {
    platform::AppLoop& loop;
    platform::HostServices& host;
    platform::HttpClient& http;
    platform::ReplicaStorage& storage;
    const Clock& clock;
    RandomSource& random;
};

[[nodiscard]] std::unique_ptr<platform::Application> make_app(const AppDefinition& definition,
                                                              const AppPlatform& platform);

}  // namespace portail::ui
