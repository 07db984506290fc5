// A playbook as a text: TOML in, values or every problem with its line and column out. The shipped default is part of the program.
#pragma once

#include "playbook/playbook.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace backbeat::playbook {

/// `rules` is there exactly when there are no problems.
struct Reading {
  std::optional<Playbook> rules;
  std::vector<Problem> problems;  // in the order of the text
};

/// Longest text that is read at all, in bytes.
inline constexpr std::size_t longest_text = 1'000'000;

/// Reads and checks a playbook: spelling, keys (with the nearest known one), types, ranges, references, agendas, bands.
[[nodiscard]] Reading read(std::string_view toml);

/// Every key that reading this text looked for, as "session_types[].agenda[].minutes": what the schema must know too.
[[nodiscard]] std::set<std::string> keys_looked_for(std::string_view toml);

/// playbooks/default.toml, as it was when the program was built.
[[nodiscard]] std::string_view default_text();
/// The same, read. The default has no problems; a build in which it has fails its tests and ends here.
[[nodiscard]] const Playbook& default_playbook();
/// playbooks/playbook.schema.json: JSON Schema 2020-12 of the same format, for editors.
[[nodiscard]] std::string_view schema_text();

}  // namespace backbeat::playbook
