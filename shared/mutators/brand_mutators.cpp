#include "shared/mutators/brand_mutators.h"

#include "shared/base/base64.h"
#include "shared/base/text.h"
#include "shared/domain/brand.h"

namespace portail {
namespace {

constexpr std::size_t longest_color = 7;

Result<void> put_logo(Database& database, const Id& organisation_id, const std::string& png) {
    if (png.empty()) return database.run("DELETE FROM organisation_logos WHERE id = ?1", organisation_id);
    const Result<LogoHeader> header = validate_logo("logo", png);
    if (!header) return header.error();
    return database.run(R"sql(
        INSERT INTO organisation_logos (id, png)
        VALUES (?1, ?2)
        ON CONFLICT (id) DO UPDATE SET png = excluded.png
    )sql",
                        organisation_id, to_base64(png));
}

}  // namespace

Result<ChangeBrand> ChangeBrand::from_json(const Json& json) {
    const JsonReader reader{json};
    ChangeBrand args;
    auto business_name = reader.optional_text("business_name", brand_limits::name);
    if (!business_name) return business_name.error();
    if (*business_name) args.business_name = trimmed(**business_name);
    auto accent_color = reader.optional_text("accent_color", longest_color);
    if (!accent_color) return accent_color.error();
    args.accent_color = std::move(*accent_color);
    const auto logo = reader.optional_text("logo", base64_length(brand_limits::logo_bytes));
    if (!logo) return logo.error();
    if (*logo) {
        args.logo = from_base64(**logo);
        if (!args.logo) return invalid("logo", "error.logo_unreadable");
    }
    if (!args.business_name && !args.accent_color && !args.logo) return invalid("business_name", "error.required");
    return args;
}

Json ChangeBrand::to_json() const {
    Json json = Json::object();
    if (business_name) json["business_name"] = *business_name;
    if (accent_color) json["accent_color"] = *accent_color;
    if (logo) json["logo"] = to_base64(*logo);
    return json;
}

Result<void> apply(Database& database, const MutationContext&, const ChangeBrand& args) {
    const auto id =
        database.first("SELECT id FROM organisations ORDER BY id", [](const Row& row) { return row.text(0); });
    if (!id) return id.error();
    if (!id->has_value()) return not_found();
    if (args.business_name) PORTAIL_RETURN_IF_ERROR(validate_brand_name("business_name", *args.business_name));
    if (args.accent_color) PORTAIL_RETURN_IF_ERROR(validate_accent_color("accent_color", *args.accent_color));
    PORTAIL_RETURN_IF_ERROR(database.run(R"sql(
        UPDATE organisations
        SET name = COALESCE(?2, name), accent_color = COALESCE(?3, accent_color)
        WHERE id = ?1
    )sql",
                                         **id, args.business_name, args.accent_color));
    return args.logo ? put_logo(database, **id, *args.logo) : Result<void>{};
}

}  // namespace portail
