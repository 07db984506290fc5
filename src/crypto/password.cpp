#include "crypto/password.hpp"

#include <sodium.h>

#include <array>
#include <new>

namespace backbeat::crypto {
namespace {

constexpr std::size_t salt_bytes = crypto_pwhash_argon2id_SALTBYTES;
constexpr std::size_t hash_bytes = 32;
constexpr std::size_t longest_hash = crypto_pwhash_argon2id_STRBYTES;

std::string base64(std::span<const std::byte> bytes) {
  constexpr int variant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
  std::string out(sodium_base64_ENCODED_LEN(bytes.size(), variant), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), variant);
  out.pop_back();  // the zero byte at its end
  return out;
}

/// sodium's functions want a text that ends in a zero byte within a fixed length.
std::string as_hash(std::string_view hash) {
  return hash.size() < longest_hash ? std::string(hash) : std::string();
}

}  // namespace

std::string hash_password(std::string_view password, Random& random, PasswordCost cost) {
  // crypto_pwhash_str would take its salt from sodium's own generator; here randomness is a parameter.
  std::array<std::byte, salt_bytes> salt{};
  random.fill(salt);
  std::array<std::byte, hash_bytes> hash{};
  const int failed = crypto_pwhash_argon2id(reinterpret_cast<unsigned char*>(hash.data()), hash.size(), password.data(), password.size(),
                                            reinterpret_cast<const unsigned char*>(salt.data()), cost.passes, cost.bytes,
                                            crypto_pwhash_argon2id_ALG_ARGON2ID13);
  if (failed != 0) throw std::bad_alloc();
  return "$argon2id$v=19$m=" + std::to_string(cost.bytes / 1024) + ",t=" + std::to_string(cost.passes) + ",p=1$" + base64(salt) + "$" +
         base64(hash);
}

bool verify_password(std::string_view password, std::string_view hash) {
  const std::string text = as_hash(hash);
  return !text.empty() && crypto_pwhash_argon2id_str_verify(text.c_str(), password.data(), password.size()) == 0;
}

bool needs_rehash(std::string_view hash, PasswordCost cost) {
  const std::string text = as_hash(hash);
  return text.empty() || crypto_pwhash_argon2id_str_needs_rehash(text.c_str(), cost.passes, cost.bytes) != 0;
}

}  // namespace backbeat::crypto
