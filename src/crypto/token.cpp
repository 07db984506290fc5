#include "crypto/token.hpp"

#include "base/text.hpp"
#include "crypto/sha256.hpp"

namespace backbeat::crypto {

std::string random_token(Random& random) {
  std::array<std::byte, 32> bytes{};
  random.fill(bytes);
  return base64url(bytes);
}

std::string token_digest(std::string_view token) {
  return sha256_hex(token);
}

}  // namespace backbeat::crypto
