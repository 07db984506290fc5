// One row of an export under a mapping: asked by our names for fields, it answers with values and notes why it cannot be taken.
#pragma once

#include "crm/crm_file.hpp"
#include "crm/crm_file_value.hpp"
#include "csv/csv.hpp"
#include "csv/keys_seen.hpp"

namespace backbeat::crm {

inline constexpr std::size_t longest_text = 254;

/// Where the fields of a mapping stand in a file.
class Columns {
 public:
  /// Refuses a header without a required column, naming all that are missing.
  [[nodiscard]] static Result<Columns> find(const csv::Header& header, const KindMapping& mapping);
  [[nodiscard]] std::optional<std::size_t> index_of(std::string_view field) const;
  [[nodiscard]] std::size_t count() const { return m_count; }

 private:
  std::vector<std::pair<std::string, std::size_t>> m_by_field;  // a dozen: faster to walk than a tree
  std::size_t m_count = 0;
};

class Record {
 public:
  Record(std::int64_t row, std::span<const std::string_view> fields, const Columns& columns, const CrmMapping& mapping,
         const KindMapping& kind)
      : m_row(row), m_fields(fields), m_columns(columns), m_mapping(mapping), m_kind(kind) {}

  /// "" where the file has no such column, the field is empty, or it stands for "no reference".
  [[nodiscard]] std::string text(std::string_view field) { return std::string(view(field)); }
  /// The same; empty rejects the row.
  [[nodiscard]] std::string required(std::string_view field);
  [[nodiscard]] std::optional<Cents> amount(std::string_view field);
  [[nodiscard]] std::optional<std::int64_t> count(std::string_view field);
  [[nodiscard]] std::optional<Written> date(std::string_view field);
  [[nodiscard]] std::optional<bool> yes_or_no(std::string_view field);

  /// Notes that the row cannot be taken; the first reason is the one that is told.
  void reject(std::string_view field, std::string found, std::string expected);
  [[nodiscard]] const std::optional<imports::Rejected>& rejected() const { return m_rejected; }
  [[nodiscard]] std::int64_t row() const { return m_row; }

 private:
  [[nodiscard]] std::string_view view(std::string_view field);
  [[nodiscard]] std::string column_of(std::string_view field) const;

  std::int64_t m_row;
  std::span<const std::string_view> m_fields;
  const Columns& m_columns;
  const CrmMapping& m_mapping;
  const KindMapping& m_kind;
  std::optional<imports::Rejected> m_rejected;
};

inline constexpr auto no_note = [](const auto&) { return std::optional<std::string>(); };

/// Reads row after row of a file with `make`, which answers a value or has rejected the record. `key_of` tells rows apart; "" for no key.
template <class T, class Make, class KeyOf, class NoteOf = decltype(no_note)>
[[nodiscard]] Result<FileFindings> each_row(std::istream& in, const CrmMapping& mapping, std::string_view kind_name, Make make,
                                            KeyOf key_of, const Take<T>& take, NoteOf note_of = no_note) {
  const KindMapping& kind = mapping.kinds.find(kind_name)->second;
  FileFindings out;
  std::optional<Columns> columns;
  csv::KeysSeen seen;
  const auto begin = [&](const csv::Header& header) -> Result<Done> {
    columns = TRY(Columns::find(header, kind));
    out.header = header.names();
    return Done{};
  };
  const auto visit = [&](std::int64_t line, std::span<const std::string_view> fields) {
    ++out.rows;
    Record record(line, fields, *columns, mapping, kind);
    if (fields.size() != columns->count())
      record.reject({}, std::to_string(fields.size()) + " fields", std::to_string(columns->count()) + " fields, as in the header");
    std::optional<T> value;
    if (!record.rejected()) value = make(record);
    if (!record.rejected()) {
      const auto& key = key_of(*value);
      const auto first = key.empty() ? std::nullopt : seen.add(key, line);
      if (first)
        record.reject(kind.required.front(), key + " a second time", "each once; row " + std::to_string(*first) + " has it already");
    }
    if (record.rejected()) return out.reject(*record.rejected());
    if (auto text = note_of(*value)) out.note({.row = line, .text = *std::move(text)});
    take({line, std::move(*value)});
  };
  const csv::Summary summary = TRY(csv::read_table(in, {}, begin, visit));
  for (const auto& note : summary.notes) out.note({.row = note.line, .text = note.text});
  return out;
}

}  // namespace backbeat::crm
