#include "playbook/playbook_file_toml.hpp"

#include "base/front.hpp"

#include <limits>

namespace backbeat::playbook {
namespace {

/// Levenshtein distance: insertions, deletions and replacements from one text to the other.
std::size_t distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= from.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

std::string without_indices(std::string_view path) {
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    out += path[i];
    if (path[i] == '[') i = path.find(']', i) - 1;
  }
  return out;
}

std::string shown(std::string_view text) {
  constexpr std::size_t most = 60;
  return text.size() > most ? "\"" + std::string(front_of(text, most)) + "...\"" : "\"" + std::string(text) + "\"";
}

}  // namespace

std::string TomlTable::kind_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::none:
      return "nothing";
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::string:
      return "the text " + shown(**node.as_string());
    case toml::node_type::integer:
      return "the number " + std::to_string(**node.as_integer());
    case toml::node_type::floating_point:
      return "the number " + std::to_string(**node.as_floating_point());
    case toml::node_type::boolean:
      return **node.as_boolean() ? "true" : "false";
    case toml::node_type::date:
      return "a date";
    case toml::node_type::time:
      return "a time";
    case toml::node_type::date_time:
      return "a date with a time";
  }
  return "something else";
}

const toml::node* TomlTable::ask(std::string_view key) {
  m_asked.emplace_back(key);
  m_notes.asked.insert(without_indices(at(key)));
  return m_table.get(key);
}

void TomlTable::missing(std::string_view key, std::string_view expected) {
  m_notes.problems.push_back({static_cast<int>(m_table.source().begin.line), static_cast<int>(m_table.source().begin.column), at(key),
                              "nothing", std::string(key) + " = " + std::string(expected)});
}

void TomlTable::problem(const toml::node& node, std::string_view key, std::string found, std::string expected) {
  m_notes.problems.push_back({static_cast<int>(node.source().begin.line), static_cast<int>(node.source().begin.column), at(key),
                              std::move(found), std::move(expected)});
}

std::optional<std::string> TomlTable::text_if_any(std::string_view key) {
  const toml::node* node = ask(key);
  if (!node) return std::nullopt;
  if (const auto* text = node->as_string()) return text->get();
  problem(*node, key, kind_of(*node), "a text in quotes");
  return std::nullopt;
}

std::string TomlTable::text(std::string_view key) {
  if (!m_table.get(key)) missing(key, "a text in quotes");
  return text_if_any(key).value_or("");
}

std::optional<int> TomlTable::whole_of(const toml::node& node, std::string_view key) {
  const auto* number = node.as_integer();
  if (number && number->get() >= std::numeric_limits<int>::min() && number->get() <= std::numeric_limits<int>::max())
    return static_cast<int>(number->get());
  problem(node, key, kind_of(node), "a whole number");
  return std::nullopt;
}

std::optional<int> TomlTable::whole_if_any(std::string_view key) {
  const toml::node* node = ask(key);
  return node ? whole_of(*node, key) : std::nullopt;
}

int TomlTable::whole_or(std::string_view key, int fallback) {
  return whole_if_any(key).value_or(fallback);
}

int TomlTable::whole(std::string_view key) {
  if (!m_table.get(key)) missing(key, "a whole number");
  return whole_or(key, 0);
}

std::optional<double> TomlTable::number_if_any(std::string_view key) {
  const toml::node* node = ask(key);
  if (!node) return std::nullopt;
  if (const auto* number = node->as_floating_point()) return number->get();
  if (const auto* number = node->as_integer()) return static_cast<double>(number->get());
  problem(*node, key, kind_of(*node), "a number");
  return std::nullopt;
}

double TomlTable::number_or(std::string_view key, double fallback) {
  return number_if_any(key).value_or(fallback);
}

double TomlTable::number(std::string_view key) {
  if (!m_table.get(key)) missing(key, "a number");
  return number_or(key, 0);
}

bool TomlTable::yes_or_no(std::string_view key, bool fallback) {
  const toml::node* node = ask(key);
  if (!node) return fallback;
  if (const auto* value = node->as_boolean()) return value->get();
  problem(*node, key, kind_of(*node), "true or false");
  return fallback;
}

std::vector<std::string> TomlTable::texts(std::string_view key) {
  std::vector<std::string> out;
  const toml::node* node = ask(key);
  if (!node) return out;
  const toml::array* list = node->as_array();
  if (!list) {
    problem(*node, key, kind_of(*node), "a list of texts");
    return out;
  }
  for (std::size_t i = 0; i < list->size(); ++i) {
    const toml::node& item = *list->get(i);
    if (const auto* text = item.as_string()) {
      out.push_back(text->get());
      continue;
    }
    problem(item, std::string(key) + "[" + std::to_string(i) + "]", kind_of(item), "a text in quotes");
    out.emplace_back();  // keeps the positions of those that follow
  }
  return out;
}

std::vector<int> TomlTable::wholes(std::string_view key) {
  std::vector<int> out;
  const toml::node* node = ask(key);
  if (!node) return out;
  const toml::array* list = node->as_array();
  if (!list) {
    problem(*node, key, kind_of(*node), "a list of whole numbers");
    return out;
  }
  for (std::size_t i = 0; i < list->size(); ++i)
    if (const auto number = whole_of(*list->get(i), std::string(key) + "[" + std::to_string(i) + "]")) out.push_back(*number);
  return out;
}

void TomlTable::finish() {
  for (const auto& [key, node] : m_table) {
    const std::string_view name = key.str();
    if (std::ranges::find(m_asked, name) != m_asked.end()) continue;
    std::string known;
    std::string_view nearest;
    std::size_t best = 1 + name.size() / 3;
    for (const auto& asked : m_asked) {
      known += (known.empty() ? "" : ", ") + asked;
      if (const std::size_t far = distance(name, asked); far <= best) {
        best = far;
        nearest = asked;
      }
    }
    m_notes.problems.push_back(
        {static_cast<int>(key.source().begin.line), static_cast<int>(key.source().begin.column), at(name), "the unknown key " + shown(name),
         nearest.empty() ? "one of the keys " + known : "perhaps \"" + std::string(nearest) + "\"; known here are " + known});
  }
}

}  // namespace backbeat::playbook
