#include "tests/server/self_signed.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>

namespace portail::test {
namespace {

struct FreeOpenssl {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

SelfSigned::SelfSigned() {
    const std::unique_ptr<EVP_PKEY, FreeOpenssl> key{EVP_EC_gen("P-256")};
    const std::unique_ptr<X509, FreeOpenssl> made{X509_new()};
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
    X509_set_pubkey(made.get(), key.get());
    X509_NAME* const name = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("portail test"), -1, -1,
                               0);
    X509_set_issuer_name(made.get(), name);
    X509_EXTENSION* const address = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
    X509_add_ext(made.get(), address, -1);
    X509_EXTENSION_free(address);
    X509_sign(made.get(), key.get(), EVP_sha256());

    const std::unique_ptr<std::FILE, FreeOpenssl> certificate_stream{std::fopen(certificate().c_str(), "w")};
    PEM_write_X509(certificate_stream.get(), made.get());
    const std::unique_ptr<std::FILE, FreeOpenssl> key_stream{std::fopen(private_key().c_str(), "w")};
    PEM_write_PrivateKey(key_stream.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
}

}  // namespace portail::test
