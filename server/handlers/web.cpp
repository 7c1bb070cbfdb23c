#include "server/handlers/web.h"

#include <array>

#include "server/application.h"
#include "server/web_page.h"

namespace portail::server {
namespace {

constexpr std::string_view portal_page = "/portal/index.html";
constexpr std::string_view admin_page = "/admin/index.html";

/// A service worker may look after pages outside its own folder only where the server allows it (W3C Service Workers,
/// section 6.1): the portal's are "/" and "/c/…", the staff's "/admin" and all below.
struct ServiceWorker {
    std::string_view file;
    const char* scope;
};
constexpr std::array<ServiceWorker, 2> service_workers{
    {{"/portal/service_worker.js", "/"}, {"/admin/service_worker.js", "/admin"}}};

Reply file_reply(const Call& call) {
    Reply reply;
    reply.file = call.application.static_files().find(call.request.path);
    for (const ServiceWorker& worker : service_workers) {
        if (call.request.path == worker.file) reply.headers.emplace_back("Service-Worker-Allowed", worker.scope);
    }
    return reply;
}

Reply page_reply(const Call& call, WebPage page, int status) {
    Reply reply;
    reply.status = status;
    reply.content_type = "text/html; charset=utf-8";
    reply.body = render(page, call.request.get_header_value("Accept-Language"));
    reply.headers.emplace_back("Vary", "Accept-Language");
    return reply;
}

Reply program_page(const Call& call, std::string_view path) {
    Reply reply;
    reply.file = call.application.static_files().find(path);
    if (reply.file == nullptr) return page_reply(call, WebPage::ProgramsMissing, 503);
    return reply;
}

}  // namespace

Result<Reply> get_portal_page(const Call& call) {
    return program_page(call, portal_page);
}

Result<Reply> get_admin_page(const Call& call) {
    // Its own files lie below the same path as its pages.
    Reply reply = file_reply(call);
    if (reply.file != nullptr) return reply;
    return program_page(call, admin_page);
}

Result<Reply> get_web_file(const Call& call) {
    if (call.request.path == stylesheet_path) {
        Reply reply;
        reply.content_type = "text/css; charset=utf-8";
        reply.body = stylesheet();
        reply.headers.emplace_back("Cache-Control", "public, max-age=86400");
        return reply;
    }
    Reply reply = file_reply(call);
    if (reply.file == nullptr) return page_reply(call, WebPage::NotFound, 404);
    return reply;
}

Result<Reply> get_unknown_api(const Call&) {
    return not_found();
}

}  // namespace portail::server
