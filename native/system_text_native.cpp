// Text in any script by Pango, which finds the system's fonts with fontconfig and shapes with HarfBuzz.
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <string>

#include "shared/platform/system_text.h"
#include "shared/ui/fonts.h"

namespace portail::platform {
namespace {

constexpr int longest = 4096;  // pixels; nothing on a screen is wider

template <auto destroy>
struct Destroy {
    template <class T>
    void operator()(T* object) const {
        destroy(object);
    }
};
using Surface = std::unique_ptr<cairo_surface_t, Destroy<cairo_surface_destroy>>;
using Context = std::unique_ptr<cairo_t, Destroy<cairo_destroy>>;
using Layout = std::unique_ptr<PangoLayout, Destroy<g_object_unref>>;
using FontDescription = std::unique_ptr<PangoFontDescription, Destroy<pango_font_description_free>>;

/// A file in memory: fontconfig takes application fonts by path alone.
class FontFile {
public:
    explicit FontFile(std::string_view contents) : m_descriptor(memfd_create("portail-font", MFD_CLOEXEC)) {
        if (m_descriptor < 0) return;
        for (std::size_t at = 0; at < contents.size();) {
            const ssize_t written = write(m_descriptor, contents.data() + at, contents.size() - at);
            if (written <= 0) return;
            at += static_cast<std::size_t>(written);
        }
        const std::string path = "/proc/self/fd/" + std::to_string(m_descriptor);
        FcConfigAppFontAddFile(nullptr, reinterpret_cast<const FcChar8*>(path.c_str()));
    }
    FontFile(const FontFile&) = delete;
    FontFile& operator=(const FontFile&) = delete;
    ~FontFile() {
        if (m_descriptor >= 0) close(m_descriptor);
    }

private:
    int m_descriptor;
};

Surface make_surface(int width, int height) {
    return Surface{cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height)};
}

class SystemTextNative final : public SystemText {
public:
    float width(std::string_view line, const TextFace& face) override {
        const Layout layout = lay_out(m_measuring.get(), line, face, 1);
        PangoRectangle logical;
        pango_layout_get_extents(layout.get(), nullptr, &logical);
        return static_cast<float>(logical.width) / PANGO_SCALE;
    }

    TextPicture draw(std::string_view line, const TextFace& face, std::uint32_t rgb, float pixel_ratio) override {
        const Layout measured = lay_out(m_measuring.get(), line, face, pixel_ratio);
        PangoRectangle ink;
        pango_layout_get_pixel_extents(measured.get(), &ink, nullptr);
        const int baseline = PANGO_PIXELS(pango_layout_get_baseline(measured.get()));
        TextPicture picture{.width = std::min(longest, ink.width + 2),
                            .height = std::min(longest, ink.height + 2),
                            .left = ink.x - 1,
                            .top = ink.y - 1 - baseline,
                            .pixels = {}};
        const Surface surface = make_surface(picture.width, picture.height);
        const Context context{cairo_create(surface.get())};
        const Layout layout = lay_out(context.get(), line, face, pixel_ratio);
        const auto share = [&](unsigned shift) { return static_cast<double>(rgb >> shift & 0xFFU) / 255; };
        cairo_set_source_rgb(context.get(), share(16), share(8), share(0));
        cairo_move_to(context.get(), -picture.left, -(ink.y - 1));
        pango_cairo_show_layout(context.get(), layout.get());
        cairo_surface_flush(surface.get());
        if (cairo_status(context.get()) != CAIRO_STATUS_SUCCESS) return {};
        copy_pixels(*surface, picture);
        return picture;
    }

    /// Fonts that are installed while the program runs are seen at its next start.
    std::uint64_t revision() const override { return 0; }

private:
    Layout lay_out(cairo_t* context, std::string_view line, const TextFace& face, float pixel_ratio) {
        Layout layout{pango_cairo_create_layout(context)};
        pango_layout_set_single_paragraph_mode(layout.get(), 1);
        pango_layout_set_text(layout.get(), line.data(), static_cast<int>(line.size()));
        const FontDescription description{pango_font_description_from_string("Inter, sans-serif")};
        pango_font_description_set_weight(description.get(),
                                          face.is_semibold ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
        pango_font_description_set_absolute_size(description.get(), face.size * pixel_ratio * PANGO_SCALE);
        pango_layout_set_font_description(layout.get(), description.get());
        return layout;
    }

    /// From cairo's premultiplied words in the machine's byte order.
    static void copy_pixels(cairo_surface_t& surface, TextPicture& picture) {
        const unsigned char* row = cairo_image_surface_get_data(&surface);
        const int stride = cairo_image_surface_get_stride(&surface);
        picture.pixels.reserve(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height));
        for (int y = 0; y < picture.height; ++y, row += stride) {
            for (int x = 0; x < picture.width; ++x) {
                std::uint32_t argb = 0;
                std::memcpy(&argb, row + static_cast<std::size_t>(x) * sizeof argb, sizeof argb);
                const std::uint32_t alpha = argb >> 24U;
                const auto straight = [&](unsigned shift) -> std::uint32_t {
                    return alpha == 0 ? 0 : std::min(255U, ((argb >> shift & 0xFFU) * 255 + alpha / 2) / alpha);
                };
                picture.pixels.push_back(straight(16) | straight(8) << 8U | straight(0) << 16U | alpha << 24U);
            }
        }
    }

    // The program's own face, so that what it has looks as everywhere else.
    FontFile m_regular{ui::embedded_font(ui::Weight::Regular)};
    FontFile m_semibold{ui::embedded_font(ui::Weight::SemiBold)};
    Surface m_surface = make_surface(1, 1);
    Context m_measuring{cairo_create(m_surface.get())};
};

}  // namespace

std::unique_ptr<SystemText> make_system_text() {
    return std::make_unique<SystemTextNative>();
}

}  // namespace portail::platform
