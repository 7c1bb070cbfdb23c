#include "shared/ui/preferences_form.h"

#include <array>
#include <cmath>
#include <vector>

#include "shared/i18n/language.h"
#include "shared/ui/install_offer.h"
#include "shared/ui/widgets/field.h"

namespace portail::ui {
namespace {

constexpr std::array<float, 4> text_scales{1.0F, 1.25F, 1.5F, 2.0F};

std::size_t nearest_scale(float scale) {
    std::size_t nearest = 0;
    for (std::size_t index = 1; index < text_scales.size(); ++index) {
        if (std::abs(text_scales[index] - scale) < std::abs(text_scales[nearest] - scale)) nearest = index;
    }
    return nearest;
}

}  // namespace

void language_choice(Ui& ui, const Translator& words, const std::function<void(std::string_view code)>& use_language) {
    std::vector<std::string_view> names;
    std::optional<std::size_t> chosen;
    for (const LanguageName& entry : languages()) {
        if (entry.language == words.language()) chosen = names.size();
        names.push_back(entry.name);
    }
    if (select(ui, {.key = "language", .label = words.field("language")}, names, chosen) && chosen) {
        use_language(languages()[*chosen].code);
    }
}

void preferences_form(Ui& ui, AppContext& context) {
    language_choice(ui, context.words, [&](std::string_view code) { context.commands.use_language(code); });

    std::array<std::string, text_scales.size()> sizes;
    std::array<std::string_view, text_scales.size()> size_names;
    for (std::size_t index = 0; index < sizes.size(); ++index) {
        sizes[index] = std::to_string(static_cast<int>(std::lround(text_scales[index] * 100))) + "\u00a0%";
        size_names[index] = sizes[index];
    }
    std::optional<std::size_t> chosen = nearest_scale(ui.theme().options.text_scale);
    if (select(ui, {.key = "text_size", .label = context.words.text("display.text_size")}, size_names, chosen) &&
        chosen) {
        context.commands.use_text_scale(text_scales[*chosen]);
    }

    const std::array<std::string, scheme_choices.size()> schemes{context.words.text("display.scheme.system"),
                                                                 context.words.text("display.scheme.light"),
                                                                 context.words.text("display.scheme.dark")};
    const std::array<std::string_view, scheme_choices.size()> scheme_names{schemes[0], schemes[1], schemes[2]};
    chosen = static_cast<std::size_t>(stored_scheme_choice(context.host));
    if (select(ui, {.key = "scheme", .label = context.words.text("display.scheme")}, scheme_names, chosen) && chosen) {
        context.commands.use_color_scheme(scheme_choices[*chosen]);
    }
    install_preference(ui, context);
}

}  // namespace portail::ui
