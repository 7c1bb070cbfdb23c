// A certificate of a test's own.
#pragma once

#include <string>

#include "tests/support/temporary_folder.h"

namespace portail::test {

/// A certificate for 127.0.0.1 that signs itself, made for this test.
class SelfSigned {
public:
    SelfSigned();
    [[nodiscard]] std::string certificate() const { return m_folder.path() / "certificate.pem"; }
    [[nodiscard]] std::string private_key() const { return m_folder.path() / "key.pem"; }

private:
    TemporaryFolder m_folder;
};

}  // namespace portail::test
