#include "toml/entries.hpp"

#include "base/front.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace backbeat::toml_text {
namespace {

constexpr std::size_t longest_word = 40;
constexpr std::size_t longest_shown = 60;

bool is_word(std::string_view text) {
  return text.size() <= longest_word && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

std::string a_word(std::string_view examples) {
  return std::string(examples) + " or another word of at most " + std::to_string(longest_word) + " small letters";
}

Fault fault_at(const toml::source_position& at, std::string expected, std::string found) {
  return {.line = std::max<std::int64_t>(at.line, 1),
          .column = std::max<std::int64_t>(at.column, 1),
          .expected = std::move(expected),
          .found = std::move(found)};
}

}  // namespace

std::string found_in(const toml::node& node) {
  if (const auto* text = node.as_string()) return "\"" + std::string(front_of(text->get(), longest_shown)) + "\"";
  if (node.is_table()) return "a table";
  if (node.is_array()) return "a list";
  if (node.is_boolean()) return "true or false";
  return node.is_number() ? "a number" : "a date";
}

void Entries::add(const toml::source_region& at, std::string expected, std::string found) {
  m_faults.push_back(fault_at(at.begin, std::move(expected), std::move(found)));
}

std::string Entries::text(const toml::node& node) {
  const auto* value = node.as_string();
  if (value != nullptr && !value->get().empty()) return value->get();
  fault(node, "a text", value != nullptr ? "an empty one" : found_in(node));
  return {};
}

std::vector<std::string> Entries::texts(const toml::node& node) {
  std::vector<std::string> out;
  const toml::array* list = node.as_array();
  if (list == nullptr) {
    fault(node, "a list of texts", found_in(node));
    return out;
  }
  for (const auto& item : *list) {
    if (const auto* value = item.as_string())
      out.push_back(value->get());
    else
      fault(item, "a text", found_in(item));
  }
  return out;
}

std::vector<std::string> Entries::texts_in_lower_case(const toml::node& node) {
  std::vector<std::string> out = texts(node);
  for (std::string& one : out) one = lower_ascii(one);
  return out;
}

std::map<std::string, std::string> Entries::pairs(const toml::node& node) {
  std::map<std::string, std::string> out;
  if (const toml::table* all = table(node))
    for (const auto& [key, value] : *all) out.emplace(key.str(), text(value));
  return out;
}

const toml::table* Entries::table(const toml::node& node) {
  if (!node.is_table()) fault(node, "a table", found_in(node));
  return node.as_table();
}

bool Entries::flag(const toml::node& node) {
  if (!node.is_boolean()) fault(node, "true or false", found_in(node));
  return node.value_or(false);
}

std::int64_t Entries::number(const toml::node& node, std::int64_t least, std::int64_t most, std::string_view unit) {
  const auto value = node.value_exact<std::int64_t>();
  if (value && *value >= least && *value <= most) return *value;
  fault(node, "whole " + std::string(unit) + " from " + std::to_string(least) + " to " + std::to_string(most),
        value ? std::to_string(*value) : found_in(node));
  return least;
}

void Entries::check_word(const toml::node& at, std::string_view word, std::string_view examples) {
  if (!is_word(word)) fault(at, a_word(examples), found_in(at));
}

void Entries::check_word(const toml::key& at, std::string_view examples) {
  if (!is_word(at.str())) fault(at, a_word(examples), std::string(at.str()));
}

std::variant<toml::table, Fault> parsed(std::string_view text) {
  toml::parse_result result = toml::parse(text);
  if (result) return std::move(result).table();
  return fault_at(result.error().source().begin, "TOML 1.0", std::string(result.error().description()));
}

}  // namespace backbeat::toml_text
