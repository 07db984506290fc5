// Files of 32 random bytes, readable by the program's user alone.
#pragma once

#include "base/result.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace backbeat::server {

/// All of it or nothing, wherever it is stopped: written beside, synced, and given its name; what another one made meanwhile stands. Throws
/// sql::Failure where the folder cannot be written.
void make_key_file(const std::string& file, std::span<const std::byte> key);

/// bad_key_file, naming `setting`, unless it holds exactly 32 bytes.
[[nodiscard]] Result<std::array<std::byte, 32>> read_key_file(const std::string& file, std::string_view setting);

/// Can nobody but its owner read it?
[[nodiscard]] bool is_private(const std::string& file);

}  // namespace backbeat::server
