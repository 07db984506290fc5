// Reading one TOML table key by key: asks for what it expects, notes every problem with its place, and knows which keys nobody asked for.
#pragma once

#include "playbook/playbook.hpp"
#include "toml/toml.hpp"

#include <set>

namespace backbeat::playbook {

struct Notes {
  std::vector<Problem> problems;
  std::set<std::string> asked;  // paths with [] for any index
};

class TomlTable {
 public:
  TomlTable(const toml::table& table, std::string path, Notes& notes) : m_table(table), m_path(std::move(path)), m_notes(notes) {}
  TomlTable(const TomlTable&) = delete;
  TomlTable& operator=(const TomlTable&) = delete;

  /// The text of a key; a problem, and "", where it is missing or something else.
  [[nodiscard]] std::string text(std::string_view key);
  [[nodiscard]] std::optional<std::string> text_if_any(std::string_view key);
  [[nodiscard]] int whole(std::string_view key);
  [[nodiscard]] int whole_or(std::string_view key, int fallback);
  [[nodiscard]] std::optional<int> whole_if_any(std::string_view key);
  [[nodiscard]] double number(std::string_view key);
  [[nodiscard]] std::optional<double> number_if_any(std::string_view key);
  [[nodiscard]] double number_or(std::string_view key, double fallback);
  [[nodiscard]] bool yes_or_no(std::string_view key, bool fallback);
  [[nodiscard]] std::vector<std::string> texts(std::string_view key);  // empty where the key is missing
  [[nodiscard]] std::vector<int> wholes(std::string_view key);

  /// One of the named values; `fallback` where the key is missing, a problem where there is no fallback either.
  template <class E, std::size_t N>
  [[nodiscard]] E choice(std::string_view key, const E (&values)[N], std::optional<E> fallback = {}) {
    const std::optional<std::string> found = fallback ? text_if_any(key) : std::optional(text(key));
    std::string names;
    for (const E value : values) {
      if (found && *found == name_of(value)) return value;
      names += (names.empty() ? "\"" : ", \"") + std::string(name_of(value)) + "\"";
    }
    if (found && m_table.get(key) && m_table.get(key)->is_string())
      problem(*m_table.get(key), key, "\"" + *found + "\"", "one of " + names);
    return fallback ? *fallback : values[0];
  }

  /// Reads each table of a list of tables; nothing where the key is missing.
  template <class Read>
  void each(std::string_view key, Read read) {
    const toml::node* node = ask(key);
    if (!node) return;
    const toml::array* list = node->as_array();
    if (!list) return problem(*node, key, kind_of(*node), "a list of tables");
    for (std::size_t i = 0; i < list->size(); ++i) {
      const toml::node& item = *list->get(i);
      const std::string name = std::string(key) + "[" + std::to_string(i) + "]";
      if (!item.is_table()) {
        problem(item, name, kind_of(item), "a table");
        continue;
      }
      TomlTable inner(*item.as_table(), at(name), m_notes);
      read(inner);
      inner.finish();
    }
  }

  /// Reads a table of its own; not called where the key is missing.
  template <class Read>
  void inside(std::string_view key, Read read) {
    const toml::node* node = ask(key);
    if (!node) return;
    if (!node->is_table()) return problem(*node, key, kind_of(*node), "a table");
    TomlTable inner(*node->as_table(), at(key), m_notes);
    read(inner);
    inner.finish();
  }

  /// Notes every key that nobody asked for, each with the nearest known one.
  void finish();

 private:
  const toml::node* ask(std::string_view key);
  void missing(std::string_view key, std::string_view expected);
  void problem(const toml::node& node, std::string_view key, std::string found, std::string expected);
  [[nodiscard]] std::string at(std::string_view key) const { return m_path.empty() ? std::string(key) : m_path + "." + std::string(key); }
  [[nodiscard]] std::optional<int> whole_of(const toml::node& node, std::string_view key);
  [[nodiscard]] static std::string kind_of(const toml::node& node);

  const toml::table& m_table;
  std::string m_path;
  Notes& m_notes;
  std::vector<std::string> m_asked;
};

}  // namespace backbeat::playbook
