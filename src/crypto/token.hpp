// Secrets that stand for somebody: session cookies, set-up links, API tokens.
#pragma once

#include "base/random.hpp"

#include <string>
#include <string_view>

namespace backbeat::crypto {

/// 32 random bytes in base64url: 43 characters.
[[nodiscard]] std::string random_token(Random& random);

/// What is stored of a token: its SHA-256 in hex. A token has 256 bits of randomness, so a fast digest without salt is enough,
/// and a stolen database opens no session.
[[nodiscard]] std::string token_digest(std::string_view token);

}  // namespace backbeat::crypto
