#include "shared/ui/screens/card_printing.h"

#include <utility>

#include "shared/domain/brand.h"
#include "shared/queries/organisation_queries.h"
#include "shared/ui/theme.h"

namespace portail::ui {
namespace {

constexpr double millimetres_per_inch = 25.4;

std::uint32_t accent_of(const Organisation& organisation) {
    const Color usual = ThemeOptions{}.accent;
    const auto usual_value =
        static_cast<std::uint32_t>(usual.red) << 16U | static_cast<std::uint32_t>(usual.green) << 8U | usual.blue;
    return parse_accent_color(organisation.accent_color).value_or(usual_value);
}

/// "2345 6789 ABCD EFGH": easier to copy, and the way in does not mind the spaces.
std::string in_groups(std::string_view code) {
    constexpr std::size_t group = 4;
    std::string grouped;
    for (std::size_t index = 0; index < code.size(); ++index) {
        if (index > 0 && index % group == 0) grouped += ' ';
        grouped += code[index];
    }
    return grouped;
}

}  // namespace

double SystemTextRasteriser::width(std::string_view line, const print::TextStyle& style) {
    constexpr float measured_size = 100;  // pixels: large enough for what is rounded not to matter
    return static_cast<double>(m_source.width(line, {measured_size, style.is_semibold})) / measured_size * style.size;
}

print::Stencil SystemTextRasteriser::draw(std::string_view line, const print::TextStyle& style, double dots_per_inch) {
    constexpr std::uint32_t half_covered = 128;
    const auto pixels = static_cast<float>(style.size * dots_per_inch / millimetres_per_inch);
    const platform::TextPicture picture = m_source.draw(line, {pixels, style.is_semibold}, 0x000000, 1);
    print::Stencil stencil{.width = picture.width, .height = picture.height, .left = picture.left, .top = picture.top};
    if (stencil.is_empty()) return {};
    const std::size_t row_bytes = print::Stencil::bytes_per_row(picture.width);
    stencil.bits.resize(row_bytes * static_cast<std::size_t>(picture.height));
    const auto width = static_cast<std::size_t>(picture.width);
    for (std::size_t index = 0; index < picture.pixels.size(); ++index) {
        if (picture.pixels[index] >> 24U < half_covered) continue;
        const std::size_t column = index % width;
        std::uint8_t& byte = stencil.bits[index / width * row_bytes + column / 8];
        byte = static_cast<std::uint8_t>(byte | 0x80U >> column % 8);
    }
    return stencil;
}

void make_card(AppContext& context, const Customer& customer, const PortalLink& link, const QrCode& code,
               print::CardSheet sheet, std::function<void(Result<std::string>)> done) {
    if (context.system_text == nullptr) return done(unavailable("no text can be drawn on this machine"));
    Result<std::string> logo = load_logo(context.database());
    if (!logo) return done(logo.error());
    const Language language = language_from_tag(customer.language).value_or(context.words.language());
    const Translator words{language, context.organisation.country};
    print::Card card{.title = words.text("customer.card.title", {{"business", context.organisation.name}}),
                     .language = std::string{code_of(language)},
                     .business = context.organisation.name,
                     .customer = customer.full_name(),
                     .call_to_action = words.text("customer.card.call"),
                     .typed_code = in_groups(link.code),
                     .code = code,
                     .accent = accent_of(context.organisation)};
    if (logo->empty()) {
        SystemTextRasteriser rasteriser{*context.system_text};
        return done(print::print_card(card, sheet, rasteriser));
    }
    context.host.files().decode_picture(
        *logo, brand_limits::logo_side,
        [card = std::move(card), sheet, &text = *context.system_text, done = std::move(done)](Result<Picture> picture) {
            if (!picture) return done(picture.error());
            print::Card with_logo = card;
            with_logo.logo = std::move(*picture);
            SystemTextRasteriser rasteriser{text};
            done(print::print_card(with_logo, sheet, rasteriser));
        });
}

}  // namespace portail::ui
