#include "shared/ui/widgets/brand.h"

#include <algorithm>

#include "shared/ui/paint.h"

namespace portail::ui {

namespace {

std::string_view first_character(std::string_view name) {
    std::size_t end = name.empty() ? 0 : 1;
    while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U)
        ++end;
    return name.substr(0, end);
}

}  // namespace

void paint_brand_mark(const Ui& ui, const Rect& rect) {
    paint_brand_mark(ui, ui.theme(), ui.brand(), rect);
}

void paint_brand_mark(const Ui& ui, const Theme& theme, const Brand& brand, const Rect& rect) {
    const float radius = std::min(theme.radius_small, rect.height / 4);
    if (const TexturePtr& logo = brand.logo) {
        logo->draw(logo->fitted_in(rect), radius);
        return;
    }
    fill_rect(rect, theme.colors.accent.solid, radius);
    const float size = rect.height * 0.55F;
    paint_line(ui, {size, size * 1.2F, Weight::SemiBold}, rect, theme.colors.accent.on_solid,
               first_character(brand.name), 0.5F);
}

void brand_line(Ui& ui, const BrandOptions& options) {
    const std::string& name = ui.brand().name;
    if (name.empty()) return;
    const Theme& theme = ui.theme();
    const float mark = 40 * std::min(theme.options.text_scale, 1.4F);
    const float left = mark + theme.space.md;
    const float width = std::max(1.0F, ui.available_width() - left);
    const float most = 2 * theme.type.label.line_height;
    const float height = std::min(ui.fonts().measure(theme.type.label, name, width).height, most);
    const Rect rect = ui.place(0, std::max(mark, height));
    ui.record(ui.id_for(Role::Text, options.key), Role::Text, name, rect).is_labelled_by_text = true;
    paint_brand_mark(ui, {rect.x, rect.center().y - mark / 2, mark, mark});
    const Rect text{rect.x + left, rect.center().y - height / 2, width, height};
    if (height < most) {
        paint_line(ui, theme.type.label, text, theme.colors.text, name);
    } else {
        paint_text(ui, theme.type.label, {text.x, text.y}, theme.colors.text, name, width);
    }
}

void brand_header(Ui& ui, const BrandOptions& options) {
    const std::string& name = ui.brand().name;
    if (name.empty()) return;
    const Theme& theme = ui.theme();
    const float mark = 72 * std::min(theme.options.text_scale, 1.4F);
    const float room = ui.available_width();
    const Size text = ui.fonts().measure(theme.type.heading3, name, room);
    const Rect rect = ui.place(0, mark + theme.space.md + text.height);
    ui.record(ui.id_for(Role::Text, options.key), Role::Text, name, rect).is_labelled_by_text = true;
    paint_brand_mark(ui, {rect.center().x - mark / 2, rect.y, mark, mark});
    paint_text(ui, theme.type.heading3, {rect.x, rect.bottom() - text.height}, theme.colors.text, name, room, 0.5F);
}

}  // namespace portail::ui
