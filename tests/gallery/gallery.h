// Every widget in every state, as pages of one small application, for looking at and for browser tests. The page, the
// colour scheme and the text size come from the place: "/?page=forms&dark&scale=1.5".
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "shared/platform/app_loop.h"
#include "shared/platform/host_services.h"
#include "shared/platform/system_text.h"
#include "shared/ui/ui.h"

namespace portail::ui {

class Gallery final : public platform::Application {
public:
    explicit Gallery(platform::AppLoop& loop, const std::string& place = {});

    void draw(const platform::Viewport& viewport, Milliseconds now_ms) override;
    void twin_action(platform::TwinAction action) override;
    void page_restored() override { m_ui.mirror_everything(); }

private:
    void use_place(const std::string& place);
    void apply_theme();
    void draw_home();
    void draw_buttons();
    void draw_forms();
    void draw_booking();
    void draw_lists();
    void draw_table();
    void draw_feedback();
    void draw_files();
    void draw_desk();
    void draw_scripts();

    std::unique_ptr<platform::HostServices> m_host;
    std::unique_ptr<platform::SystemText> m_system_text;
    Ui m_ui;
    std::string m_page = "home";
    bool m_forces_dark = false;
    float m_text_scale = 1;

    int m_presses = 0;
    std::string m_name = "Élodie Favre";
    std::string m_email = "elodie@exemple";
    std::string m_password;
    std::string m_note;
    std::string m_search;
    std::string m_typed_day = "demain";
    std::optional<int> m_entered_day;
    std::string m_typed_time;
    std::optional<int> m_entered_minute;
    std::string m_status;
    bool m_accepts = true;
    bool m_reminds = false;
    std::optional<std::size_t> m_contact = 0;
    std::optional<std::size_t> m_language = 0;
    std::optional<std::size_t> m_service = 0;
    std::optional<std::size_t> m_slot = 2;
    int m_month_day = 0;
    std::optional<int> m_day;
    std::size_t m_tab = 0;
    bool m_is_dialog_open = false;
    std::string m_file_name;
    std::string m_file_error;
    TexturePtr m_picture;
    std::optional<std::size_t> m_color = 0;
    bool m_is_detail_open = false;
};

}  // namespace portail::ui
