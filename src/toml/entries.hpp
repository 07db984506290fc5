// Reads a TOML text entry by entry and collects everything that is wrong with it, so that whoever wrote it hears of all of it at once.
#pragma once

#include "toml/toml.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace backbeat::toml_text {

/// Something wrong; line and column of the text, from 1.
struct Fault {
  std::int64_t line = 1;
  std::int64_t column = 1;
  std::string expected;
  std::string found;
  /// The same in the words of whoever reads the text: a type with these four members.
  template <class Other>
  [[nodiscard]] Other as() const {
    return {.line = line, .column = column, .expected = expected, .found = found};
  }
  friend bool operator==(const Fault&, const Fault&) = default;
};

/// What stands there, for a message: a text in quotes (its first 60 bytes), or the name of its kind.
[[nodiscard]] std::string found_in(const toml::node& node);

/// "a, b, c".
[[nodiscard]] std::string listed(const auto& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

/// Each reading function says what is wrong and gives back something empty.
class Entries {
 public:
  void fault(const toml::node& at, std::string expected, std::string found) { add(at.source(), std::move(expected), std::move(found)); }
  /// Of an entry the key is what a person looks for.
  void fault(const toml::key& at, std::string expected, std::string found) { add(at.source(), std::move(expected), std::move(found)); }

  /// A text that is not empty.
  [[nodiscard]] std::string text(const toml::node& node);
  /// A list of texts; an empty one is a text.
  [[nodiscard]] std::vector<std::string> texts(const toml::node& node);
  [[nodiscard]] std::vector<std::string> texts_in_lower_case(const toml::node& node);
  /// A table of texts.
  [[nodiscard]] std::map<std::string, std::string> pairs(const toml::node& node);
  /// Null where it is none.
  [[nodiscard]] const toml::table* table(const toml::node& node);
  [[nodiscard]] bool flag(const toml::node& node);
  /// A whole number between two ends; the lower one where it is none.
  [[nodiscard]] std::int64_t number(const toml::node& node, std::int64_t least, std::int64_t most, std::string_view unit);
  /// Small letters, digits and lines beneath, at most 40: what a system is called. `examples`: "email, crm_name".
  void check_word(const toml::node& at, std::string_view word, std::string_view examples);
  void check_word(const toml::key& at, std::string_view examples);

  [[nodiscard]] const std::vector<Fault>& faults() const { return m_faults; }
  template <class Other>
  [[nodiscard]] std::vector<Other> faults_as() const {
    std::vector<Other> out;
    for (const Fault& fault : m_faults) out.push_back(fault.as<Other>());
    return out;
  }

 private:
  void add(const toml::source_region& at, std::string expected, std::string found);
  std::vector<Fault> m_faults;
};

/// The whole text, or the one fault of its spelling.
[[nodiscard]] std::variant<toml::table, Fault> parsed(std::string_view text);

}  // namespace backbeat::toml_text
