#include "crypto/sealing.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"
#include "crypto/sha256.hpp"

#include <sodium.h>

#include <algorithm>

namespace backbeat::crypto {
namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(SealingKey::size == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const unsigned char* raw(std::span<const std::byte> bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* raw(std::span<std::byte> bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

}  // namespace

SealingKey SealingKey::fresh(Random& random) {
  SealingKey key;
  random.fill(key.m_bytes);
  return key;
}

std::optional<SealingKey> SealingKey::from(std::span<const std::byte> bytes) {
  if (bytes.size() != size) return std::nullopt;
  SealingKey key;
  std::ranges::copy(bytes, key.m_bytes.begin());
  return key;
}

SealingKey::~SealingKey() {
  sodium_memzero(m_bytes.data(), m_bytes.size());
}

std::string SealingKey::seal(std::string_view text, std::string_view about, Random& random) const {
  std::vector<std::byte> out(nonce_size + text.size() + tag_size);
  const std::span<std::byte> nonce = std::span(out).first(nonce_size);
  random.fill(nonce);
  unsigned long long written = 0;
  const int failed =
      crypto_aead_xchacha20poly1305_ietf_encrypt(raw(std::span(out).subspan(nonce_size)), &written, raw(bytes_of(text)), text.size(),
                                                 raw(bytes_of(about)), about.size(), nullptr, raw(nonce), raw(m_bytes));
  ASSERT(failed == 0 && written == text.size() + tag_size);
  return base64url(out);
}

std::optional<std::string> SealingKey::open(std::string_view sealed, std::string_view about) const {
  const auto bytes = from_base64url(sealed);
  if (!bytes || bytes->size() < nonce_size + tag_size) return std::nullopt;
  const std::span<const std::byte> nonce = std::span(*bytes).first(nonce_size);
  const std::span<const std::byte> box = std::span(*bytes).subspan(nonce_size);
  std::string text(box.size() - tag_size, '\0');
  unsigned long long written = 0;
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(text.data()), &written, nullptr, raw(box),
                                                                box.size(), raw(bytes_of(about)), about.size(), raw(nonce), raw(m_bytes));
  if (failed != 0) return std::nullopt;
  return text;
}

std::string SealingKey::wrap(const SealingKey& key, std::string_view about, Random& random) const {
  return seal({reinterpret_cast<const char*>(key.m_bytes.data()), size}, about, random);
}

std::optional<SealingKey> SealingKey::unwrap(std::string_view wrapped, std::string_view about) const {
  auto bytes = open(wrapped, about);
  if (!bytes) return std::nullopt;
  auto key = from(bytes_of(*bytes));
  sodium_memzero(bytes->data(), bytes->size());
  return key;
}

SealingKey SealingKey::derived(std::string_view purpose) const {
  SealingKey key;
  key.m_bytes = hmac_sha256(m_bytes, bytes_of(purpose));
  return key;
}

std::string SealingKey::id() const {
  return hex(hmac_sha256(m_bytes, bytes_of("which key this is"))).substr(0, 16);
}

}  // namespace backbeat::crypto
