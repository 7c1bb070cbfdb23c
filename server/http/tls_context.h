// The certificate and key of the server, and what it offers under TLS: 1.2 and 1.3 with forward secrecy only
// (Mozilla's "intermediate" configuration, version 5.7), no renegotiation, no compression.
#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>

#include "shared/base/result.h"

namespace portail::http {

struct FreeTls {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    void operator()(SSL* session) const { SSL_free(session); }
};
using TlsContext = std::unique_ptr<SSL_CTX, FreeTls>;
using TlsSession = std::unique_ptr<SSL, FreeTls>;

/// Both files in PEM; the certificate's file may hold its chain. ErrorCode::Invalid names the file at fault.
[[nodiscard]] Result<TlsContext> make_tls_context(const std::string& certificate_file, const std::string& key_file);

}  // namespace portail::http
