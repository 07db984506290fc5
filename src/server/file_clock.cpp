#include "server/file_clock.hpp"

#include "base/text.hpp"

#include <fstream>
#include <stdexcept>

namespace backbeat::server {

FileClock::FileClock(std::string path) : m_path(std::move(path)) {
  static_cast<void>(now());
}

Instant FileClock::now() const {
  std::ifstream file(m_path);
  std::string line;
  std::getline(file, line);
  const auto at = Instant::parse(trimmed(line));
  if (!at)
    throw std::runtime_error("the clock file " + m_path + " should hold an instant like 2027-03-01T09:00:00Z and holds \"" + line + "\"");
  return *at;
}

}  // namespace backbeat::server
