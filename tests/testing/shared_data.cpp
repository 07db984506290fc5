#include "testing/shared_data.hpp"

#include <cstdlib>

namespace backbeat::testing {
namespace fs = std::filesystem;

std::optional<fs::path> shared_data(std::string_view name) {
  const char* folder = std::getenv("BACKBEAT_SHARED");
  const fs::path root = folder != nullptr ? fs::path(folder) : fs::path(BACKBEAT_PROJECT_ROOT).parent_path() / "shared";
  const fs::path path = root / name;
  if (!fs::is_regular_file(path)) return std::nullopt;
  return path;
}

fs::path project_file(std::string_view name) {
  return fs::path(BACKBEAT_PROJECT_ROOT) / name;
}

}  // namespace backbeat::testing
