#include "server/handlers/web.h"

#include <array>

#include "server/application.h"
#include "server/core/secret_hash.h"
#include "server/program_page.h"
#include "server/security_headers.h"
#include "server/web_page.h"
#include "shared/queries/organisation_queries.h"

namespace portail::server {
namespace {

constexpr std::array<WebProgram, 2> programs{WebProgram::Portal, WebProgram::Admin};

Language language_of(const Call& call) {
    return preferred_language(call.request.get_header_value("Accept-Language"));
}

Result<Business> load_business(const Call& call) {
    const auto organisation =
        call.application.store().read([](Database& database) { return load_organisation(database); });
    if (!organisation) return organisation.error();
    return organisation->has_value()
               ? Business{(*organisation)->name, (*organisation)->phone, (*organisation)->accent_color}
               : Business{};
}

/// Asked for again each time, and sent only where it has changed: names and numbers of the business do.
Reply unless_known(const Call& call, Reply reply) {
    const std::string etag = "\"" + secret_hash(reply.body).substr(0, 24) + "\"";
    reply.headers.emplace_back("ETag", etag);
    reply.headers.emplace_back("Cache-Control", "no-cache");
    reply.headers.emplace_back("Vary", "Accept-Language");
    if (call.request.get_header_value("If-None-Match") == etag) {
        reply.status = 304;
        reply.body.clear();
    }
    return reply;
}

Reply page_reply(const Call& call, WebPage page, int status) {
    Reply reply;
    reply.status = status;
    reply.content_type = "text/html; charset=utf-8";
    reply.body = render(page, language_of(call));
    reply.headers.emplace_back("Vary", "Accept-Language");
    return reply;
}

Result<Reply> program_page(const Call& call, WebProgram program, const StaticFile& file) {
    const Result<Business> business = load_business(call);
    if (!business) return business.error();
    Reply reply;
    reply.content_type = file.media_type;
    reply.body = fill_page(file.page, program, language_of(call), *business);
    reply.headers.emplace_back("Content-Security-Policy", content_security_policy(style_source(reply.body)));
    // Personal links are nobody's to find.
    if (call.request.path != "/") reply.headers.emplace_back("X-Robots-Tag", "noindex");
    return unless_known(call, std::move(reply));
}

Result<Reply> program_page(const Call& call, WebProgram program) {
    const StaticFile* const file = call.application.static_files().find(addresses_of(program).page);
    if (file == nullptr) return page_reply(call, WebPage::ProgramsMissing, 503);
    return program_page(call, program, *file);
}

Result<Reply> manifest(const Call& call, WebProgram program) {
    const Result<Business> business = load_business(call);
    if (!business) return business.error();
    Reply reply;
    reply.content_type = "application/manifest+json";
    reply.body = app_manifest(program, language_of(call), *business);
    return unless_known(call, std::move(reply));
}

/// What the site holds under this address; nothing where it holds nothing.
Result<std::optional<Reply>> file_reply(const Call& call) {
    const std::string& path = call.request.path;
    const StaticFile* const file = call.application.static_files().find(path);
    if (file == nullptr) return std::optional<Reply>{};
    Reply reply;
    reply.file = file;
    for (const WebProgram program : programs) {
        const ProgramAddresses& addresses = addresses_of(program);
        // A service worker may look after pages outside its own folder only where the server allows it (W3C Service
        // Workers, section 6.1).
        if (path == addresses.service_worker) {
            reply.headers.emplace_back("Service-Worker-Allowed", addresses.worker_scope);
        }
        // Also the page under the address of its version, which the service worker keeps.
        if (!file->page.empty() && path.starts_with(addresses.folder)) {
            Result<Reply> page = program_page(call, program, *file);
            if (!page) return page.error();
            return std::optional<Reply>{std::move(*page)};
        }
    }
    return std::optional<Reply>{std::move(reply)};
}

}  // namespace

Result<Reply> get_portal_page(const Call& call) {
    return program_page(call, WebProgram::Portal);
}

Result<Reply> get_admin_page(const Call& call) {
    // Its own files lie below the same path as its pages.
    Result<std::optional<Reply>> reply = file_reply(call);
    if (!reply) return reply.error();
    return *reply ? std::move(**reply) : program_page(call, WebProgram::Admin);
}

Result<Reply> get_portal_manifest(const Call& call) {
    return manifest(call, WebProgram::Portal);
}

Result<Reply> get_admin_manifest(const Call& call) {
    return manifest(call, WebProgram::Admin);
}

Result<Reply> get_web_file(const Call& call) {
    if (call.request.path == stylesheet_path) {
        Reply reply;
        reply.content_type = "text/css; charset=utf-8";
        reply.body = stylesheet();
        reply.headers.emplace_back("Cache-Control", "public, max-age=86400");
        return reply;
    }
    Result<std::optional<Reply>> reply = file_reply(call);
    if (!reply) return reply.error();
    return *reply ? std::move(**reply) : page_reply(call, WebPage::NotFound, 404);
}

Result<Reply> get_unknown_api(const Call&) {
    return not_found();
}

}  // namespace portail::server
