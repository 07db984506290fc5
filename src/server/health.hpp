// Asking a running server how it is, over a plain socket on this machine.
#pragma once

#include <string>

namespace backbeat::server {

struct Health {
  bool is_ready = false;
  std::string said;  // its answer, or why there was none
};

/// GET /readyz of `address:port`; gives up after two seconds.
[[nodiscard]] Health ask_health(const std::string& address);

}  // namespace backbeat::server
