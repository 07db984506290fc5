#include "http/cursor.hpp"

#include "base/assert.hpp"
#include "base/text.hpp"
#include "http/api.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace backbeat::http {
namespace {

constexpr std::size_t tag_size = 16;
constexpr std::size_t longest_cursor = 2000;

using Digest = std::array<std::byte, 32>;

Digest sign(const std::array<std::byte, 32>& key, std::string_view purpose, std::string_view payload) {
  const std::string signed_text = std::string(purpose) + '\n' + std::string(payload);
  Digest digest{};
  unsigned int size = 0;
  const auto* done =
      HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(signed_text.data()),
           signed_text.size(), reinterpret_cast<unsigned char*>(digest.data()), &size);
  ASSERT(done != nullptr && size == digest.size());
  return digest;
}

std::unexpected<Error> not_ours() {
  return expected_value("cursor", "a cursor that this list gave", "another text");
}

}  // namespace

CursorKey CursorKey::make(Random& random) {
  std::array<std::byte, 32> key{};
  random.fill(key);
  return CursorKey(key);
}

std::string CursorKey::encode(std::string_view purpose, const Fields& fields) const {
  const std::string payload = fields.encode();
  const Digest digest = sign(m_key, purpose, payload);
  std::string bytes(reinterpret_cast<const char*>(digest.data()), tag_size);
  bytes += payload;
  return base64url(bytes_of(bytes));
}

Result<Fields> CursorKey::decode(std::string_view purpose, std::string_view cursor) const {
  if (cursor.size() > longest_cursor) return not_ours();
  const auto bytes = from_base64url(cursor);
  if (!bytes || bytes->size() < tag_size) return not_ours();
  const std::string_view payload(reinterpret_cast<const char*>(bytes->data()) + tag_size, bytes->size() - tag_size);
  const Digest digest = sign(m_key, purpose, payload);
  if (CRYPTO_memcmp(digest.data(), bytes->data(), tag_size) != 0) return not_ours();
  return Fields::decode(payload);
}

std::string CursorKey::fingerprint(std::string_view purpose, std::string_view text) const {
  return hex(sign(m_key, purpose, text));
}

std::string Call::encode_cursor(const Fields& fields) const {
  ASSERT(cursor_key != nullptr);
  return cursor_key->encode(operation, fields);
}

Result<Fields> Call::decode_cursor(std::string_view cursor) const {
  ASSERT(cursor_key != nullptr);
  return cursor_key->decode(operation, cursor);
}

Result<std::int64_t> Call::version() const {
  if (!if_match) return refuse(errors::version_required);
  return *if_match;
}

}  // namespace backbeat::http
