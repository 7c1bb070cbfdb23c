// How the business shows itself: its name, logo and colour, with a preview of both schemes while they are chosen. What is
// saved goes to every phone and desk.
#include <algorithm>
#include <array>

#include "shared/domain/brand.h"
#include "shared/mutators/brand_mutators.h"
#include "shared/queries/organisation_queries.h"
#include "shared/ui/field_errors.h"
#include "shared/ui/screens/admin_frame.h"
#include "shared/ui/screens/admin_screens.h"
#include "shared/ui/screens/brand_preview.h"
#include "shared/ui/screens/logo_preparation.h"

namespace portail::ui {
namespace {

struct AccentChoice {
    const char* css;
    const char* text_key;
};
constexpr std::array<AccentChoice, 10> accent_choices{{{"#2456d6", "admin.appearance.color.blue"},
                                                       {"#0e6b7c", "admin.appearance.color.petrol"},
                                                       {"#15704a", "admin.appearance.color.green"},
                                                       {"#5f7a1c", "admin.appearance.color.olive"},
                                                       {"#e0a800", "admin.appearance.color.yellow"},
                                                       {"#d2601a", "admin.appearance.color.orange"},
                                                       {"#b3262e", "admin.appearance.color.red"},
                                                       {"#b0307a", "admin.appearance.color.pink"},
                                                       {"#6b3fc4", "admin.appearance.color.violet"},
                                                       {"#3a4354", "admin.appearance.color.slate"}}};

const std::array<std::string, 1> picture_types{"image/*"};

std::string in_small_letters(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'F' ? static_cast<char>(letter + 32) : letter;
    });
    return text;
}

class AdminAppearance final : public Screen {
public:
    std::string title(AppContext& context) override { return context.words.text("admin.appearance.title"); }

    void draw(Ui& ui, AppContext& context) override {
        if (m_watch.changed(context)) load(ui, context);
        take_logo(ui, context);
        if (m_change.take_saved()) m_is_edited = false;
        AdminPageOptions options{.key = "appearance", .title = title(context)};
        if (ui.form_factor() == FormFactor::Phone) options.back_to = Place{"/account", {}};
        m_frame.draw(ui, context, options, [&] {
            main_area(ui, {.max_width = 1000}, [&] {
                heading(ui, {.text = title(context), .key = "title"});
                if (!may_change_brand(context)) {
                    banner(ui, {.key = "not_allowed", .text = context.words.text("error.forbidden")});
                    return;
                }
                text(ui,
                     {.text = context.words.text("admin.appearance.text"), .style = TextStyle::Muted, .key = "text"});
                columns(ui, {.count = 2, .min_width = 340, .gap = ui.theme().space.xl, .key = "columns"},
                        [&](int index) { index == 0 ? draw_form(ui, context) : draw_previews(ui, context); });
            });
        });
    }

private:
    /// What others change shows at once, unless this person is in the middle of it.
    void load(Ui& ui, AppContext& context) {
        std::optional<Error> problem;
        const std::string logo = taken(load_logo(context.database()), problem);
        if (m_is_edited) return;
        m_name = context.organisation.name;
        m_accent = context.organisation.accent_color;
        m_logo.reset();
        m_preview = ui.brand().logo;
        m_has_logo = !logo.empty();
    }

    void take_logo(Ui& ui, AppContext& context) {
        std::optional<Result<PreparedLogo>> prepared = m_preparation.take();
        if (!prepared) {
            // The brand's own texture may come after the rows: it is decoded first.
            if (!m_logo && m_has_logo) m_preview = ui.brand().logo;
            return;
        }
        if (!*prepared) {
            m_logo_error = context.words.error(prepared->error());
            return;
        }
        m_is_edited = true;
        m_logo = (*prepared)->png;
        m_has_logo = true;
        m_preview = ui.textures().add((*prepared)->picture);
    }

    void draw_form(Ui& ui, AppContext& context) {
        const Translator& words = context.words;
        const std::string name_error = m_errors.text(words, "business_name");
        bool is_submitted = form(ui, {.key = "form", .label = title(context)}, [&] {
            if (text_field(ui,
                           {.key = "name",
                            .label = words.field("business_name"),
                            .error = name_error,
                            .autocomplete = "organization",
                            .enter_key_hint = "done",
                            .is_required = true,
                            .max_length = static_cast<int>(brand_limits::name)},
                           m_name)) {
                m_is_edited = true;
                m_errors.clear("business_name");
            }
            draw_logo_field(ui, context);
            draw_accent(ui, context);
        });
        error_banner(ui, context, "problem", m_change.error());
        is_submitted = button(ui, {.key = "save",
                                   .label = words.text("common.save"),
                                   .style = ButtonStyle::Primary,
                                   .is_disabled = !m_is_edited,
                                   .is_busy = m_change.is_saving()}) ||
                       is_submitted;
        if (is_submitted && m_is_edited && !m_change.is_saving()) save(context);
    }

    void draw_logo_field(Ui& ui, AppContext& context) {
        const Translator& words = context.words;
        const std::string held =
            m_has_logo ? words.text("admin.appearance.logo_of", {{"name", m_name}}) : std::string{};
        FileFieldResult given = file_field(ui, {.key = "logo",
                                                .label = words.field("logo"),
                                                .choose_label = words.text("admin.appearance.choose_logo"),
                                                .media_types = picture_types,
                                                .help = words.text("admin.appearance.logo_help"),
                                                .error = m_logo_error,
                                                .held = held,
                                                .preview = m_has_logo ? m_preview : nullptr,
                                                .is_busy = m_preparation.is_busy()});
        if (given.problem) m_logo_error = words.error(*given.problem);
        if (!given.files.empty()) {
            m_logo_error.clear();
            m_preparation.start(context.host.files(), given.files.front());
        }
        if (given.is_removed) {
            m_logo_error.clear();
            m_is_edited = true;
            m_logo = "";
            m_has_logo = false;
            m_preview = nullptr;
        }
    }

    void draw_accent(Ui& ui, AppContext& context) {
        const Translator& words = context.words;
        std::array<Swatch, accent_choices.size()> all;
        std::optional<std::size_t> chosen;
        for (std::size_t index = 0; index < all.size(); ++index) {
            const AccentChoice& choice = accent_choices[index];
            all[index] = {choice.css, words.text(choice.text_key), *parse_color(choice.css)};
            if (in_small_letters(m_accent) == choice.css) chosen = index;
        }
        if (const auto pressed = swatches(ui, {.key = "accent", .label = words.field("accent_color")}, all, chosen)) {
            m_accent = accent_choices[*pressed].css;
            m_is_edited = true;
            m_errors.clear("accent_color");
        }
        const std::string error = m_errors.text(words, "accent_color");
        if (text_field(ui,
                       {.key = "accent_code",
                        .label = words.text("admin.appearance.color_code"),
                        .kind = InputKind::Code,
                        .help = words.text("admin.appearance.color_code_help"),
                        .error = error,
                        .placeholder = "#2456d6",
                        .enter_key_hint = "done",
                        .max_length = 7,
                        .width = 200 * ui.theme().options.text_scale},
                       m_accent)) {
            m_is_edited = true;
            m_errors.clear("accent_color");
        }
        draw_contrast(ui, context);
    }

    [[nodiscard]] std::optional<Color> typed_accent() const {
        return m_accent.empty() ? std::optional{ThemeOptions{}.accent} : parse_color(m_accent);
    }

    /// Whether the theme had to move the colour to keep everything legible, and where.
    void draw_contrast(Ui& ui, AppContext& context) const {
        const std::optional<Color> accent = typed_accent();
        if (!accent) return;
        const auto is_moved = [&](ColorScheme scheme) {
            return Theme::make({.scheme = scheme, .accent = *accent}).colors.accent.solid != *accent;
        };
        const bool in_light = is_moved(ColorScheme::Light);
        const bool in_dark = is_moved(ColorScheme::Dark);
        const Translator& words = context.words;
        const std::string sentence = in_light && in_dark ? words.text("admin.appearance.contrast.both")
                                     : in_light          ? words.text("admin.appearance.contrast.light")
                                     : in_dark           ? words.text("admin.appearance.contrast.dark")
                                                         : words.text("admin.appearance.contrast.good");
        banner(ui, {.key = "contrast", .text = sentence, .tone = in_light || in_dark ? Tone::Info : Tone::Success});
    }

    void draw_previews(Ui& ui, AppContext& context) const {
        const Translator& words = context.words;
        heading(ui, {.text = words.text("admin.appearance.preview"), .level = 2, .key = "preview_title"});
        for (const ColorScheme scheme : {ColorScheme::Light, ColorScheme::Dark}) {
            const bool is_dark = scheme == ColorScheme::Dark;
            const std::string label =
                words.text(is_dark ? "admin.appearance.preview_dark" : "admin.appearance.preview_light");
            text(ui, {.text = label, .style = TextStyle::Caption, .key = is_dark ? "dark_label" : "light_label"});
            brand_preview(ui, {.key = is_dark ? "dark" : "light",
                               .label = label,
                               .scheme = scheme,
                               .accent = typed_accent().value_or(ui.theme().options.accent),
                               .name = m_name,
                               .logo = m_has_logo ? m_preview : nullptr,
                               .button = words.text("portal.home.book"),
                               .link = words.text("portal.tab.vehicles"),
                               .badge = words.text("appointment.state.confirmed")});
        }
    }

    void save(AppContext& context) {
        const std::string accent = in_small_letters(m_accent);
        m_errors.check("business_name", validate_brand_name("business_name", m_name));
        m_errors.check("accent_color", validate_accent_color("accent_color", accent));
        if (m_errors.any()) return;
        ChangeBrand change;
        if (m_name != context.organisation.name) change.business_name = m_name;
        if (accent != context.organisation.accent_color) change.accent_color = accent;
        change.logo = m_logo;
        if (!change.business_name && !change.accent_color && !change.logo) {
            m_is_edited = false;
            return;
        }
        context.commands.submit(change,
                                {.tracked = &m_change, .saved_message = context.words.text("admin.appearance.saved")});
    }

    AdminFrame m_frame;
    DataWatch m_watch;
    std::string m_name;
    std::string m_accent;
    std::optional<std::string> m_logo;  ///< chosen and not yet saved; empty: to be removed
    TexturePtr m_preview;
    bool m_has_logo = false;
    bool m_is_edited = false;
    LogoPreparation m_preparation;
    std::string m_logo_error;
    FieldErrors m_errors;
    Submission m_change;
};

}  // namespace

std::unique_ptr<Screen> make_admin_appearance() {
    return std::make_unique<AdminAppearance>();
}

}  // namespace portail::ui
