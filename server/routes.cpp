#include "server/routes.h"

#include <array>
#include <chrono>

#include "server/application.h"
#include "server/core/secret_hash.h"
#include "server/handlers/brand.h"
#include "server/handlers/health.h"
#include "server/handlers/history.h"
#include "server/handlers/session.h"
#include "server/handlers/sync.h"
#include "server/handlers/web.h"
#include "server/http/compression.h"
#include "server/http_status.h"
#include "server/log.h"
#include "server/session_cookies.h"

namespace portail::server {
namespace {

constexpr std::array route_rows{
    Route{Method::Get, "/api/health", Access::Anyone, get_health},
    Route{Method::Get, "/metrics", Access::Machine, get_metrics},

    Route{Method::Post, "/api/session/link", Access::Anyone, post_session_link},
    Route{Method::Post, "/api/session/password", Access::Anyone, post_session_password},
    Route{Method::Get, "/api/session", Access::SignedIn, get_session},
    Route{Method::Delete, "/api/session", Access::SignedIn, delete_session},
    Route{Method::Post, "/api/staff/password", Access::Staff, post_staff_password},

    Route{Method::Post, "/api/sync/push", Access::SignedIn, post_sync_push},
    Route{Method::Get, "/api/sync/pull", Access::SignedIn, get_sync_pull},
    Route{Method::Get, "/api/events", Access::SignedIn, get_events},
    Route{Method::Get, "/api/history", Access::SignedIn, get_history},

    Route{Method::Get, "/api/brand", Access::Anyone, get_brand},
    Route{Method::Get, "/brand/logo.png", Access::Anyone, get_brand_logo},
    Route{Method::Get, "/brand/.*", Access::Anyone, get_brand_icon},

    Route{Method::Get, "/api/.*", Access::Anyone, get_unknown_api},
    Route{Method::Get, "/", Access::Anyone, get_portal_page},
    Route{Method::Get, "/c/.*", Access::Anyone, get_portal_page},
    Route{Method::Get, "/portal/manifest.webmanifest", Access::Anyone, get_portal_manifest},
    Route{Method::Get, "/admin/manifest.webmanifest", Access::Anyone, get_admin_manifest},
    Route{Method::Get, "/admin", Access::Anyone, get_admin_page},
    Route{Method::Get, "/admin/.*", Access::Anyone, get_admin_page},
    Route{Method::Get, "/.*", Access::Anyone, get_web_file},
};

std::string_view to_string(Method method) {
    switch (method) {
        case Method::Get:
            return "GET";
        case Method::Post:
            return "POST";
        case Method::Delete:
            return "DELETE";
    }
    return {};
}

/// The session that the request proves, or a finished refusal.
struct Identified {
    std::optional<Session> session;
    std::optional<Reply> refusal;
};

Result<Identified> identify(Application& application, const httplib::Request& request) {
    const std::optional<std::string> token = session_token(application.site(), request);
    if (!token) return unauthorized();
    const std::string hash = secret_hash(*token);
    return application.store().read([&](Database& database) -> Result<Identified> {
        Result<std::optional<Session>> session = find_session(database, hash, application.clock().now());
        if (!session) return session.error();
        if (*session) return Identified{std::move(*session), std::nullopt};
        const Result<std::optional<std::string>> reason = find_wipe_reason(database, hash);
        if (!reason) return reason.error();
        if (!*reason) return unauthorized();
        return Identified{std::nullopt, wipe_reply(**reason)};
    });
}

Result<Reply> answer(Application& application, const Route& route, const httplib::Request& request,
                     http::RequestFacts& facts) {
    if (route.access == Access::Machine && !facts.from_this_machine) return not_found();
    if (route.method != Method::Get && !comes_from_our_own_pages(application.site(), request)) return forbidden();
    Call call{application, request, facts, nullptr};
    if (route.access != Access::SignedIn && route.access != Access::Staff) return route.handler(call);
    Result<Identified> identified = identify(application, request);
    if (!identified) return identified.error();
    if (identified->refusal) return std::move(*identified->refusal);
    call.session = &*identified->session;
    if (route.access == Access::Staff && !call.session->actor.is_staff()) return forbidden();
    return route.handler(call);
}

void write_body(const Reply& reply, const http::RequestFacts& facts, httplib::Response& response) {
    if (reply.body.size() >= http::smallest_compressed_answer) {
        response.set_header("Vary", "Accept-Encoding");
        const http::Encoding encoding = http::choose_encoding(facts.accept_encoding);
        if (auto compressed = http::compress(reply.body, encoding)) {
            response.set_header("Content-Encoding", std::string{http::to_string(encoding)});
            response.set_content(std::move(*compressed), reply.content_type);
            return;
        }
    }
    response.set_content(reply.body, reply.content_type);
}

void write_file(const StaticFile& file, const httplib::Request& request, const http::RequestFacts& facts,
                httplib::Response& response) {
    const auto [encoding, variant] = file.choose(facts.accept_encoding);
    response.set_header("ETag", variant->etag);
    response.set_header("Vary", "Accept-Encoding");
    if (!response.has_header("Cache-Control")) {
        response.set_header("Cache-Control", file.is_immutable ? "public, max-age=31536000, immutable" : "no-cache");
    }
    if (request.get_header_value("If-None-Match") == variant->etag) {
        response.status = 304;
        return;
    }
    if (encoding != http::Encoding::Identity) {
        response.set_header("Content-Encoding", std::string{http::to_string(encoding)});
    }
    response.set_file_content(variant->file, file.media_type);
}

void write_reply(const Reply& reply, const httplib::Request& request, const http::RequestFacts& facts,
                 httplib::Response& response) {
    response.status = reply.status;
    for (const auto& [name, value] : reply.headers)
        response.set_header(name, value);
    if (reply.file != nullptr) {
        write_file(*reply.file, request, facts, response);
    } else if (reply.is_event_stream) {
        // The head alone: whoever took the connection over writes the rest.
        response.set_header("Connection", "close");
        response.set_content_provider(reply.content_type, [](std::size_t, httplib::DataSink& sink) {
            sink.done();
            return true;
        });
    } else if (!reply.body.empty()) {
        write_body(reply, facts, response);
    }
}

void write_error(const Error& error, httplib::Response& response) {
    response.status = http_status(error);
    for (const auto& [name, value] : error.values) {
        if (name == "retry_after") response.set_header("Retry-After", value);
    }
    response.set_content(error_body(error), "application/json");
}

LogLevel log_level_of(int status) {
    constexpr int too_many_requests = 429;  // counted; a line for each would let anybody fill the disk
    if (status >= 500) return LogLevel::Error;
    return status >= 400 && status != too_many_requests ? LogLevel::Info : LogLevel::Debug;
}

void serve(Application& application, const Route& route, RouteMetrics& metrics, const httplib::Request& request,
           httplib::Response& response) {
    const auto started = std::chrono::steady_clock::now();
    http::RequestFacts& facts = http::HttpServer::facts();
    const Result<Reply> reply = answer(application, route, request, facts);
    if (reply) {
        write_reply(*reply, request, facts, response);
    } else {
        write_error(reply.error(), response);
    }
    const auto duration =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - started);
    metrics.count(response.status, duration);

    const LogLevel level = log_level_of(response.status);
    Json fields{{"method", to_string(route.method)},
                {"route", route.path},
                {"status", response.status},
                {"microseconds", duration.count()}};
    if (!reply) {
        fields["error"] = reply.error().key;
        if (!reply.error().detail.empty()) fields["detail"] = reply.error().detail;
    }
    log_event(level, "request", fields);
}

}  // namespace

std::span<const Route> route_table() {
    return route_rows;
}

void install_routes(Application& application, http::HttpServer& server) {
    for (const Route& route : route_rows) {
        RouteMetrics& metrics =
            application.metrics().add_route(std::string{to_string(route.method)} + " " + route.path);
        auto handler = [&application, &route, &metrics](const httplib::Request& request, httplib::Response& response) {
            serve(application, route, metrics, request, response);
        };
        switch (route.method) {
            case Method::Get:
                server.Get(route.path, std::move(handler));
                break;
            case Method::Post:
                server.Post(route.path, std::move(handler));
                break;
            case Method::Delete:
                server.Delete(route.path, std::move(handler));
                break;
        }
    }
    // What the library refuses by itself (no such route, a body cut short) is told in our words.
    server.set_error_handler([](const httplib::Request&, httplib::Response& response) {
        if (!response.body.empty()) return httplib::Server::HandlerResponse::Unhandled;
        response.set_content(error_body(error_of_status(response.status)), "application/json");
        return httplib::Server::HandlerResponse::Handled;
    });
    server.set_exception_handler(
        [](const httplib::Request&, httplib::Response& response, const std::exception_ptr& thrown) {
            std::string detail = "unknown";
            try {
                std::rethrow_exception(thrown);
            } catch (const std::exception& exception) {
                detail = exception.what();
            } catch (...) {  // whatever it is, it ends here
            }
            const Error error = internal(detail);
            log_error(LogLevel::Error, "exception", error);
            write_error(error, response);
        });
}

}  // namespace portail::server
