#include "server/core/secret_hash.h"

#include <openssl/evp.h>

#include <array>
#include <cassert>

namespace portail::server {

std::string secret_hash(std::string_view secret) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    [[maybe_unused]] const int done =
        EVP_Digest(secret.data(), secret.size(), digest.data(), &length, EVP_sha256(), nullptr);
    assert(done == 1);
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(length * 2);
    for (unsigned int index = 0; index < length; ++index) {
        text.push_back(digits[digest[index] >> 4]);
        text.push_back(digits[digest[index] & 0xf]);
    }
    return text;
}

}  // namespace portail::server
