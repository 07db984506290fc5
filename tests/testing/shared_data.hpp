// The folder of real exports that some tests read when it is there: BACKBEAT_SHARED, or `shared` beside the project.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace backbeat::testing {

/// The path of a file in it; nothing where there is none (the test then says that it skips).
[[nodiscard]] std::optional<std::filesystem::path> shared_data(std::string_view name);

/// A file of the project itself, such as a program that counts on its own.
[[nodiscard]] std::filesystem::path project_file(std::string_view name);

}  // namespace backbeat::testing
