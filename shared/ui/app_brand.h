// The business's own look while the program runs: name, colour and logo, kept on this device so that the first frame has
// them, told by the server before anybody has signed in, and by the replica afterwards.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "shared/platform/host_services.h"
#include "shared/platform/http_client.h"
#include "shared/ui/color.h"
#include "shared/ui/ui.h"

namespace portail::ui {

class AppBrand {
public:
    struct Look {
        std::string name;
        std::string accent_color;  ///< "#rrggbb" or empty
        std::string logo;          ///< the bytes of a PNG, or empty

        friend bool operator==(const Look&, const Look&) = default;
    };

    /// `colored` is told when the accent changed. All of it outlives this.
    AppBrand(Ui& ui, platform::HostServices& host, platform::HttpClient& http, std::function<void()> colored);
    AppBrand(const AppBrand&) = delete;
    AppBrand& operator=(const AppBrand&) = delete;

    /// With what this device remembers.
    void start();
    /// Asks the server; without an answer everything stays.
    void ask();
    void show(Look look);
    [[nodiscard]] const Look& look() const { return m_look; }
    /// Of the business; the usual one where it has chosen none.
    [[nodiscard]] Color accent() const;

private:
    void answered(const platform::HttpResponse& response);
    void decode_logo();
    void dress_host() const;

    Ui& m_ui;
    platform::HostServices& m_host;
    platform::HttpClient& m_http;
    std::function<void()> m_colored;
    Look m_look;
    Picture m_logo;
    int m_decoding = 0;  ///< numbers the logos, for answers to an older one count no more
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace portail::ui
