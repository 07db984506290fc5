#include "crm/crm_file_record.hpp"

#include "base/front.hpp"
#include "base/text.hpp"

namespace backbeat::crm {

Result<Columns> Columns::find(const csv::Header& header, const KindMapping& mapping) {
  Columns out;
  out.m_count = header.names().size();
  for (const auto& [field, column] : mapping.columns)
    if (const auto index = header.find(column)) out.m_by_field.emplace_back(field, *index);
  std::string missing;
  for (const auto& field : mapping.required)
    if (!out.index_of(field)) missing += (missing.empty() ? "" : ", ") + mapping.columns.at(field);
  if (missing.empty()) return out;
  std::string found;
  for (const auto& name : header.names()) found += (found.empty() ? "" : ", ") + name;
  constexpr std::size_t most_shown = 300;
  if (found.size() > most_shown) found = std::string(front_of(found, most_shown)) + "...";
  return expected_value("file", "a header with the columns " + missing, found);
}

std::optional<std::size_t> Columns::index_of(std::string_view field) const {
  for (const auto& [name, index] : m_by_field)
    if (name == field) return index;
  return std::nullopt;
}

std::string Record::column_of(std::string_view field) const {
  const auto found = m_kind.columns.find(std::string(field));
  return found == m_kind.columns.end() ? std::string(field) : found->second;
}

void Record::reject(std::string_view field, std::string found, std::string expected) {
  if (m_rejected) return;
  m_rejected = imports::Rejected{.row = m_row, .column = column_of(field), .found = std::move(found), .expected = std::move(expected)};
}

std::string_view Record::view(std::string_view field) {
  const auto index = m_columns.index_of(field);
  if (!index || *index >= m_fields.size()) return {};
  const std::string_view value = trimmed(m_fields[*index]);
  if (std::ranges::find(m_mapping.nothing, value) != m_mapping.nothing.end()) return {};
  if (value.size() > longest_text && length_of(value) > longest_text) {
    reject(field, std::to_string(length_of(value)) + " characters", "at most " + std::to_string(longest_text) + " characters");
    return {};
  }
  return value;
}

std::string Record::required(std::string_view field) {
  std::string value = text(field);
  if (value.empty()) reject(field, "nothing", "a value");
  return value;
}

std::optional<Cents> Record::amount(std::string_view field) {
  const std::string_view value = view(field);
  if (value.empty()) return std::nullopt;
  const auto amount = read_amount(value);
  if (!amount) reject(field, std::string(value), "an amount like 4821 or 4821.50, not negative");
  return amount;
}

std::optional<std::int64_t> Record::count(std::string_view field) {
  const std::string_view value = view(field);
  if (value.empty()) return std::nullopt;
  const auto number = whole_number(value);
  if (number && *number >= 0) return number;
  reject(field, std::string(value), "a whole number, not negative");
  return std::nullopt;
}

std::optional<Written> Record::date(std::string_view field) {
  const std::string_view value = view(field);
  if (value.empty()) return std::nullopt;
  const auto written = read_date(value, m_mapping.date_formats);
  if (!written) {
    std::string formats;
    for (const auto& format : m_mapping.date_formats) formats += (formats.empty() ? "" : " or ") + format;
    reject(field, std::string(value), "a date as " + formats);
  }
  return written;
}

std::optional<bool> Record::yes_or_no(std::string_view field) {
  if (!m_columns.index_of(field)) return std::nullopt;
  const std::string_view value = view(field);
  const auto answer = read_yes_or_no(value, m_mapping.yes, m_mapping.no);
  if (!answer) {
    std::string known;
    for (const auto& word : m_mapping.yes) known += (known.empty() ? "" : ", ") + word;
    for (const auto& word : m_mapping.no)
      if (!word.empty()) known += ", " + word;
    reject(field, value.empty() ? "nothing" : std::string(value), "one of " + known);
  }
  return answer;
}

}  // namespace backbeat::crm
