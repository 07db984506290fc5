#include "crypto/sha256.hpp"

#include "base/text.hpp"

#include <sodium.h>

namespace backbeat::crypto {
namespace {

const unsigned char* raw(std::span<const std::byte> bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* raw(Digest& digest) {
  return reinterpret_cast<unsigned char*>(digest.data());
}

}  // namespace

struct Sha256::State {
  crypto_hash_sha256_state sodium;
};

Sha256::Sha256() : m_state(std::make_unique<State>()) {
  crypto_hash_sha256_init(&m_state->sodium);
}
Sha256::~Sha256() = default;

Sha256& Sha256::add(std::span<const std::byte> bytes) {
  crypto_hash_sha256_update(&m_state->sodium, raw(bytes), bytes.size());
  return *this;
}

Sha256& Sha256::add(std::string_view text) {
  return add(bytes_of(text));
}

Digest Sha256::finish() {
  Digest digest{};
  crypto_hash_sha256_final(&m_state->sodium, raw(digest));
  crypto_hash_sha256_init(&m_state->sodium);
  return digest;
}

Digest sha256(std::span<const std::byte> bytes) {
  Digest digest{};
  crypto_hash_sha256(raw(digest), raw(bytes), bytes.size());
  return digest;
}

Digest sha256(std::string_view text) {
  return sha256(bytes_of(text));
}

std::string sha256_hex(std::string_view text) {
  return hex(sha256(text));
}

Digest hmac_sha256(std::span<const std::byte> key, std::span<const std::byte> message) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, raw(key), key.size());
  crypto_auth_hmacsha256_update(&state, raw(message), message.size());
  Digest digest{};
  crypto_auth_hmacsha256_final(&state, raw(digest));
  sodium_memzero(&state, sizeof state);
  return digest;
}

bool equal_in_constant_time(std::span<const std::byte> a, std::span<const std::byte> b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return equal_in_constant_time(bytes_of(a), bytes_of(b));
}

}  // namespace backbeat::crypto
