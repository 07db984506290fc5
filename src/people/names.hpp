// Comparing names that people and systems write differently.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace backbeat::people {

/// The name in lower case, Latin letters without their accents, without dots and commas, blanks single. Two spellings with one key are one
/// name.
[[nodiscard]] std::string name_key(std::string_view name);

/// How a value of an identity system is compared: names by name_key, everything else trimmed and in lower case.
[[nodiscard]] std::string identity_key(std::string_view system, std::string_view value);
/// Whether values of the system are names: "name", "crm_name", "manager_name".
[[nodiscard]] bool is_name_system(std::string_view system);
[[nodiscard]] bool is_email_system(std::string_view system);

struct Likeness {
  int score = 0;  // higher is more alike
  std::string reason;
};

/// Why two different names may be one person's; nothing where they have little in common.
[[nodiscard]] std::optional<Likeness> likeness(std::string_view name, std::string_view other);

}  // namespace backbeat::people
