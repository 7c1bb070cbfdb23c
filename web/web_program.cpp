#include "web/web_program.h"

#include "shared/ui/app.h"
#include "web/http_client_web.h"
#include "web/replica_storage_web.h"

namespace portail {
namespace {

class WebProgram final : public platform::Application {
public:
    WebProgram(platform::AppLoop& loop, const ui::AppDefinition& definition, const std::string& audience)
        : m_host(platform::make_host_services()),
          m_http(make_http_client_web(audience)),
          m_storage(make_replica_storage_web()),
          m_app(definition, {loop, *m_host, *m_http, *m_storage, m_clock, m_random, m_system_text.get()}) {}

    void draw(const platform::Viewport& viewport, Milliseconds now_ms) override { m_app.draw(viewport, now_ms); }
    void twin_action(platform::TwinAction action) override { m_app.twin_action(std::move(action)); }
    void page_restored() override { m_app.page_restored(); }

private:
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<platform::HostServices> m_host;
    std::unique_ptr<platform::HttpClient> m_http;
    std::unique_ptr<platform::ReplicaStorage> m_storage;
    std::unique_ptr<platform::SystemText> m_system_text = platform::make_system_text();
    ui::App m_app;
};

}  // namespace

int run_web_program(const ui::AppDefinition& definition, std::string audience) {
    return platform::run_application({}, [definition, audience = std::move(audience)](platform::AppLoop& loop) {
        return std::make_unique<WebProgram>(loop, definition, audience);
    });
}

}  // namespace portail
