// A clock for rehearsals and tests: the time is what a file says.
#pragma once

#include "base/clock.hpp"

#include <string>

namespace backbeat::server {

class FileClock final : public Clock {
 public:
  /// The file holds one RFC 3339 instant; throws std::runtime_error when it does not, then or later.
  explicit FileClock(std::string path);
  [[nodiscard]] Instant now() const override;

 private:
  std::string m_path;
};

}  // namespace backbeat::server
