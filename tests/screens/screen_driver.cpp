#include "tests/screens/screen_driver.h"

#include <catch2/catch_test_macros.hpp>
#include <utility>

#include "shared/mutators/mutator_table.h"
#include "shared/queries/organisation_queries.h"
#include "shared/ui/app_words.h"
#include "tests/support/test_shop.h"

namespace portail::test {

class ScreenDriver::ShopData final : public ui::Data {
public:
    explicit ShopData(ScreenDriver& driver) : m_driver(driver) {}
    [[nodiscard]] Database& database() override { return m_driver.m_database; }
    [[nodiscard]] std::uint64_t revision() const override { return m_revision; }
    [[nodiscard]] ui::RowSync row_sync(std::string_view, const Id& id) const override {
        const auto found = m_driver.m_row_sync.find(id);
        return found == m_driver.m_row_sync.end() ? ui::RowSync::Confirmed : found->second;
    }
    void changed() { ++m_revision; }

private:
    ScreenDriver& m_driver;
    std::uint64_t m_revision = 1;
};

class ScreenDriver::ShopCommands final : public ui::Commands {
public:
    explicit ShopCommands(ScreenDriver& driver) : m_driver(driver) {}

    void submit_mutation(const char* name, int version, Json args, ui::SubmitOptions options) override {
        const auto tell = [this, tracked = options.tracked != nullptr ? options.tracked->begin() : nullptr,
                           message = options.saved_message, undo = options.undo,
                           on_done = options.on_done](const Result<void>& result) {
            if (tracked) tracked(result);
            if (result.ok() && !message.empty()) {
                std::function<void()> take_back;
                if (undo) take_back = [this, undo] { undo(*this); };
                m_driver.m_ui->ui().show_toast(ui::saved_toast(m_driver.m_words, message, take_back));
            }
            if (!result.ok()) m_driver.m_changes.pop_back();
            if (on_done) on_done(result);
        };
        m_driver.m_changes.emplace_back(name);
        const Result<void> result = run(name, version, args);
        m_driver.m_data->changed();
        m_driver.load_organisation_again();
        if (!result.ok()) {
            tell(result);
        } else {
            m_driver.m_unsaved.push_back([tell] { tell({}); });
        }
    }
    [[nodiscard]] std::optional<Id> pending_creation_of(const Id&) const override { return std::nullopt; }
    void retry(const Id&) override {}
    void discard(const Id&) override {}
    void read_history(const HistoryRequest& request, std::function<void(const Result<HistoryPage>&)> told) override {
        m_driver.m_histories.push_back({request, std::move(told)});
    }
    void sync_now() override {}
    void update_program() override {}
    void sign_out() override { ++m_driver.m_sign_outs; }
    void use_language(std::string_view code) override {
        m_driver.m_words = Translator{language_from_tag(code).value_or(Language::French), "CH"};
        m_driver.m_ui->ui().set_words(ui::widget_words(m_driver.m_words));
    }
    void use_text_scale(float) override {}
    void use_color_scheme(ui::SchemeChoice) override {}

private:
    [[nodiscard]] Result<void> run(const char* name, int version, const Json& args) const {
        if (m_driver.m_next_failure) return *std::exchange(m_driver.m_next_failure, std::nullopt);
        Result<Savepoint> savepoint = Savepoint::begin(m_driver.m_database, "change");
        if (!savepoint) return savepoint.error();
        const MutationContext context{m_driver.m_actor, m_driver.m_clock.now()};
        PORTAIL_RETURN_IF_ERROR(run_mutator(m_driver.m_database, context, name, version, args));
        return savepoint->release();
    }

    ScreenDriver& m_driver;
};

ScreenDriver::ScreenDriver(std::span<const ui::ScreenEntry> screens, const Actor& actor, ui::Size screen)
    : m_database(make_shop()),
      m_clock(shop::now),
      m_random(7),
      m_words(Language::French, "CH"),
      m_format(m_words, m_organisation.zone),
      m_actor(actor),
      m_router(m_host, screens),
      m_data(std::make_unique<ShopData>(*this)),
      m_commands(std::make_unique<ShopCommands>(*this)) {
    m_host.server_address = "https://garage.example";
    m_host.on_location_changed = [this](const std::string& location) { m_router.location_changed(location); };
    m_host.files().use_loop(&m_loop);
    m_sync.connection = ui::Connection::Online;
    load_organisation_again();
    m_ui = std::make_unique<ui::UiDriver>([this](ui::Ui& ui) { draw(ui); }, screen);
    m_ui->ui().set_words(ui::widget_words(m_words));
    m_ui->ui().files().use(m_host.files(), [] {});
    m_ui->ui().set_brand({m_organisation.name, nullptr});
}

ScreenDriver::~ScreenDriver() = default;

void ScreenDriver::load_organisation_again() {
    const auto organisation = load_organisation(m_database);
    REQUIRE((organisation.ok() && organisation->has_value()));
    m_organisation = **organisation;
}

ui::AppContext ScreenDriver::context() {
    return {*m_data,  *m_commands, m_router,       m_words, m_format, m_clock,
            m_random, m_host,      m_organisation, m_actor, m_sync,  &m_system_text};
}

void ScreenDriver::draw(ui::Ui& ui) {
    m_loop.run();
    if (!m_is_holding) tell_saved();
    REQUIRE(m_router.entry() != nullptr);
    if (m_router.entry() != m_entry) {
        m_entry = m_router.entry();
        m_screen = m_entry->make();
    }
    ui::AppContext now = context();
    m_screen->draw(ui, now);
    if (m_overlay) m_overlay->draw(ui, now);
}

void ScreenDriver::tell_saved() {
    for (const auto& tell : std::exchange(m_unsaved, {}))
        tell();
}

void ScreenDriver::open(const std::string& location) {
    m_router.push(ui::parse_location(location));
    m_ui->settle();
}

void ScreenDriver::arrive() {
    m_router.set_base("");
    m_ui->settle();
}

void ScreenDriver::forward() {
    m_host.go_forward();
    m_ui->settle();
}

void ScreenDriver::back() {
    m_host.go_back();
    m_ui->settle();
}

void ScreenDriver::use_language(Language language) {
    m_commands->use_language(code_of(language));
    m_ui->settle();
}

void ScreenDriver::data_changed() {
    load_organisation_again();
    m_data->changed();
    m_ui->settle();
}

HistoryRequest ScreenDriver::answer_history(const Result<HistoryPage>& page) {
    REQUIRE(m_histories.size() == 1);
    const AskedHistory asked = std::move(m_histories.front());
    m_histories.clear();
    asked.told(page);
    m_ui->settle();
    return asked.request;
}

void ScreenDriver::finish_saving() {
    tell_saved();
    m_ui->settle();
}

}  // namespace portail::test
