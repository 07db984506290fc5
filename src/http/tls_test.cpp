#include "http/server.hpp"

#include "base/text.hpp"

#include <doctest/doctest.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <unistd.h>
#include <cstdio>
#include <filesystem>
#include <memory>

namespace backbeat::http {
namespace {

struct Text {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Text, (), (text))

/// A key and a certificate that it signed for itself, as two files in a folder that goes with it.
class Certificate {
 public:
  Certificate() : m_folder(std::filesystem::temp_directory_path() / ("backbeat_tls_" + std::to_string(getpid()))) {
    std::filesystem::create_directories(m_folder);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), &X509_free);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    REQUIRE(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);
    write(certificate_file(), [&](std::FILE* file) { PEM_write_X509(file, certificate.get()); });
    write(key_file(), [&](std::FILE* file) { PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
  }
  ~Certificate() { std::filesystem::remove_all(m_folder); }
  [[nodiscard]] std::string certificate_file() const { return m_folder / "certificate.pem"; }
  [[nodiscard]] std::string key_file() const { return m_folder / "key.pem"; }

 private:
  template <class Write>
  static void write(const std::string& name, Write to) {
    std::FILE* file = std::fopen(name.c_str(), "w");
    REQUIRE(file != nullptr);
    to(file);
    std::fclose(file);
  }
  std::filesystem::path m_folder;
};

/// Sends one request over TLS, of at most this protocol version, and reads until the server closes; empty when it was refused.
std::string exchange(std::uint16_t port, const std::string& request, int newest) {
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
  SSL_CTX_set_max_proto_version(context.get(), newest);
  const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(BIO_new_ssl_connect(context.get()), &BIO_free_all);
  BIO_set_conn_hostname(bio.get(), ("127.0.0.1:" + std::to_string(port)).c_str());
  std::string out;
  if (BIO_do_connect(bio.get()) != 1 || BIO_do_handshake(bio.get()) != 1) return out;
  BIO_write(bio.get(), request.data(), static_cast<int>(request.size()));
  char buffer[4096];
  for (int size = 0; (size = BIO_read(bio.get(), buffer, sizeof buffer)) > 0;) out.append(buffer, static_cast<std::size_t>(size));
  return out;
}

TEST_CASE("over TLS a request is secure and its cookie is __Host-; old protocols and plain text are turned away") {
  const Certificate certificate;
  const SystemClock clock;
  SystemRandom random;
  const CursorKey key = CursorKey::make(random);
  MemoryIdempotencyStore idempotency(clock);
  EventHub events;
  Router router;
  router.tag("t", "Everything.");
  router.post<Nothing, SignedIn<Text>>("/api/sign-in", {.id = "sign_in", .summary = "Sign in", .tag = "t", .is_open = true},
                                       [](const Call& call, const Nothing&) -> Result<SignedIn<Text>> {
                                         return SignedIn<Text>{{call.is_secure ? "secure" : "plain"}, "s3cret", std::chrono::hours(1)};
                                       });
  Service service(router, {}, {},
                  {.clock = clock,
                   .random = random,
                   .cursor_key = key,
                   .idempotency = idempotency,
                   .events = events,
                   .may_hear = [](const Subscription&, const Credentials&) { return true; }});
  Server server(service, {.workers = 2,
                          .header_timeout = std::chrono::seconds(5),
                          .certificate_file = certificate.certificate_file(),
                          .key_file = certificate.key_file()});
  const std::string request = "POST /api/sign-in HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
  const std::string reply = exchange(server.port(), request, TLS1_3_VERSION);
  CHECK(reply.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(reply.find(R"({"text":"secure"})") != std::string::npos);
  CHECK(reply.find("Set-Cookie: __Host-backbeat=s3cret; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600; Secure\r\n") != std::string::npos);
  CHECK(exchange(server.port(), request, TLS1_2_VERSION).starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(exchange(server.port(), request, TLS1_1_VERSION).empty());
}

}  // namespace
}  // namespace backbeat::http
