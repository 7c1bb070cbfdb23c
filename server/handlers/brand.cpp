#include "server/handlers/brand.h"

#include <array>

#include "server/application.h"
#include "server/core/secret_hash.h"
#include "shared/base/base64.h"
#include "shared/domain/brand.h"
#include "shared/queries/organisation_queries.h"

namespace portail::server {
namespace {

// 180 is Apple's touch icon, 32 the tab of a browser.
struct IconAddress {
    std::string_view path;
    int side;
    IconShape shape;
};
constexpr std::array<IconAddress, 6> icons{{
    {"/brand/icon-32.png", 32, IconShape::Rounded},
    {"/brand/icon-180.png", 180, IconShape::Maskable},
    {"/brand/icon-192.png", 192, IconShape::Rounded},
    {"/brand/icon-512.png", 512, IconShape::Rounded},
    {"/brand/icon-maskable-192.png", 192, IconShape::Maskable},
    {"/brand/icon-maskable-512.png", 512, IconShape::Maskable},
}};

struct Brand {
    Organisation organisation;
    std::string logo;

    [[nodiscard]] std::uint32_t accent() const {
        return parse_accent_color(organisation.accent_color).value_or(usual_accent);
    }
    /// Changes with everything that an icon is drawn from.
    [[nodiscard]] std::string version() const { return version_of(organisation.accent_color + logo); }
    [[nodiscard]] static std::string version_of(const std::string& bytes) {
        constexpr std::size_t enough = 16;
        return secret_hash(bytes).substr(0, enough);
    }
};

Result<Brand> load_brand(const Call& call) {
    return call.application.store().read([](Database& database) -> Result<Brand> {
        auto organisation = load_organisation(database);
        if (!organisation) return organisation.error();
        Result<std::string> logo = load_logo(database);
        if (!logo) return logo.error();
        return Brand{organisation->value_or(Organisation{}), std::move(*logo)};
    });
}

/// Kept for ever where the address names the version, asked about each time where it does not.
Reply png_reply(const Call& call, const std::string& png, const std::string& version) {
    Reply reply;
    reply.content_type = "image/png";
    const std::string etag = "\"" + version + "\"";
    const bool is_versioned = call.request.get_param_value("v") == version;
    reply.headers.emplace_back("ETag", etag);
    reply.headers.emplace_back("Cache-Control", is_versioned ? "public, max-age=31536000, immutable" : "no-cache");
    if (call.request.get_header_value("If-None-Match") == etag) {
        reply.status = 304;
    } else {
        reply.body = png;
    }
    return reply;
}

}  // namespace

Result<Reply> get_brand(const Call& call) {
    const Result<Brand> brand = load_brand(call);
    if (!brand) return brand.error();
    const Organisation& organisation = brand->organisation;
    Json json{{"name", organisation.name},
              {"phone", organisation.phone},
              {"language", organisation.language},
              {"accent_color", organisation.accent_color},
              {"logo", nullptr},
              {"icon_version", brand->version()}};
    if (!brand->logo.empty()) json["logo"] = "/brand/logo.png?v=" + Brand::version_of(brand->logo);
    // What the programs read is JSON throughout: they ask for the logo within it.
    if (!brand->logo.empty() && call.request.get_param_value("logo") == "inline") {
        json["logo_png"] = to_base64(brand->logo);
    }
    Reply reply = Reply::json(json);
    reply.headers.emplace_back("Cache-Control", "no-cache");
    return reply;
}

Result<Reply> get_brand_logo(const Call& call) {
    const Result<Brand> brand = load_brand(call);
    if (!brand) return brand.error();
    if (brand->logo.empty()) return not_found();
    return png_reply(call, brand->logo, Brand::version_of(brand->logo));
}

Result<Reply> get_brand_icon(const Call& call) {
    for (const IconAddress& icon : icons) {
        if (call.request.path != icon.path) continue;
        const Result<Brand> brand = load_brand(call);
        if (!brand) return brand.error();
        const auto png = call.application.brand_icons().find(icon.side, icon.shape, brand->accent(), brand->logo);
        if (!png) return png.error();
        return png_reply(call, **png, brand->version());
    }
    return not_found();
}

}  // namespace portail::server
