#include "people/roster_file.hpp"

#include "base/front.hpp"
#include "base/text.hpp"
#include "csv/csv.hpp"

#include <spanstream>
#include <unordered_map>

namespace backbeat::people {
namespace {

constexpr std::size_t longest_value = 254;

/// Year, month and day where the format says they are.
Result<LocalDate> parse_date(std::string_view text, std::string_view format) {
  const auto part = [&](char letter) -> std::optional<std::int64_t> {
    const std::size_t begin = format.find(letter);
    const std::size_t count = format.find_last_of(letter) - begin + 1;
    const std::string_view digits = text.substr(begin, count);
    if (digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    return whole_number(digits);
  };
  const auto refused = [&] { return expected_value("", "a day like " + std::string(format), std::string(text)); };
  if (text.size() != format.size()) return refused();
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != 'Y' && format[i] != 'M' && format[i] != 'D' && text[i] != format[i]) return refused();
  }
  const auto year = part('Y');
  const auto month = part('M');
  const auto day = part('D');
  if (!year || !month || !day) return refused();
  auto date = LocalDate::make(static_cast<int>(*year), static_cast<unsigned>(*month), static_cast<unsigned>(*day));
  if (!date || *year < 1900 || *year > 2200) return refused();
  return date;
}

std::string key_from_words(std::string_view words) {
  std::string key;
  for (const char letter : lower_ascii(trimmed(words))) {
    const bool is_plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    if (is_plain) {
      key += letter;
    } else if (!key.empty() && key.back() != '_') {
      key += '_';
    }
  }
  while (key.ends_with('_')) key.pop_back();
  return key;
}

std::string single_blanks(std::string_view text) {
  std::string out;
  for (const std::string_view word : split(text, ' ')) {
    if (trimmed(word).empty()) continue;
    if (!out.empty()) out += ' ';
    out += trimmed(word);
  }
  return out;
}

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() && text.find('@', at + 1) == std::string_view::npos &&
         text.find_first_of(" \t,;<>") == std::string_view::npos;
}

// Reads one record after another. A field that cannot be taken makes its row a fault, and only the first of a row is told.
class Records {
 public:
  explicit Records(const RosterMapping& mapping) : m_mapping(mapping) {}

  Result<Done> begin(const csv::Header& header) {
    for (const auto& [field, column] : m_mapping.columns) {
      if (const auto index = header.find(column)) m_columns.emplace(field, *index);
    }
    for (const auto& [system, column] : m_mapping.identities) {
      if (const auto index = header.find(column)) m_identities.emplace(system, *index);
    }
    m_width = header.names().size();
    std::vector<Error> missing;
    for (const std::string& field : m_mapping.required) {
      if (m_columns.contains(field)) continue;
      std::string names;
      for (const std::string& name : header.names()) names += (names.empty() ? "" : ", ") + name;
      missing.push_back(expected_value(m_mapping.columns.at(field), "a column of this name", std::string(front_of(names, 200))).error());
    }
    if (!missing.empty()) return refuse_all(std::move(missing));
    return Done{};
  }

  void read(std::int64_t line, std::span<const std::string_view> fields, RosterFile& out) {
    m_fields = fields;
    m_fault.reset();
    RosterRow row;
    row.row = line;
    if (fields.size() != m_width) {
      fail("", std::to_string(fields.size()) + " fields", std::to_string(m_width) + " fields, as the header has");
    } else {
      read_names(row);
      read_work(row);
      read_dates(row);
    }
    if (m_fault) {
      m_fault->row = line;
      out.faults.push_back(*std::move(m_fault));
    } else {
      out.rows.push_back(std::move(row));
    }
  }

 private:
  void fail(std::string field, std::string_view found, std::string expected) {
    if (!m_fault)
      m_fault = RosterFault{.field = std::move(field), .found = std::string(front_of(found, 200)), .expected = std::move(expected)};
  }
  [[nodiscard]] const std::string& column(const std::string& field) const { return m_mapping.columns.at(field); }

  /// Nothing where the file has no such column.
  std::optional<std::string> value(const std::string& field) {
    const auto found = m_columns.find(field);
    if (found == m_columns.end()) return std::nullopt;
    std::string text = single_blanks(m_fields[found->second]);
    if (length_of(text) > longest_value) fail(column(field), text, "at most 254 characters");
    return text;
  }

  void read_names(RosterRow& row) {
    row.name = value("name").value_or("");
    if (row.name.empty()) row.name = single_blanks(value("given_name").value_or("") + " " + value("family_name").value_or(""));
    const std::string name_column = m_mapping.columns.contains("name") ? column("name") : column("family_name");
    if (row.name.empty()) fail(name_column, "nothing", "a name");
    if (length_of(row.name) > 200) fail(name_column, row.name, "at most 200 characters");
    if (const auto email = value("email"); email && !email->empty()) {
      row.email = lower_ascii(*email);
      if (!is_email(*row.email)) fail(column("email"), *email, "an e-mail address");
    }
    for (const auto& [system, index] : m_identities) {
      const std::string text = single_blanks(m_fields[index]);
      if (length_of(text) > longest_value) fail(m_mapping.identities.at(system), text, "at most 254 characters");
      if (!text.empty()) row.identities.push_back({.system = system, .value = text});
    }
    row.manager_id = value("manager_id").value_or("");
    row.manager_email = value("manager_email").value_or("");
    row.manager_name = value("manager_name").value_or("");
    row.speaks_of_manager = m_columns.contains("manager_id") || m_columns.contains("manager_email") || m_columns.contains("manager_name");
  }

  void read_work(RosterRow& row) {
    row.segment = value("segment");
    row.region = value("region");
    if (const auto role = value("job_role"); role && !role->empty()) {
      const auto mapped = m_mapping.job_roles.find(*role);
      row.job_role = mapped != m_mapping.job_roles.end() ? mapped->second : key_from_words(*role);
      if (row.job_role->empty()) fail(column("job_role"), *role, "a role with letters");
    }
    if (const auto top = value("top_performer"); top && !top->empty()) {
      const std::string said = lower_ascii(*top);
      row.is_top_performer = said == "yes" || said == "true" || said == "1" || said == "y";
      if (!*row.is_top_performer && said != "no" && said != "false" && said != "0" && said != "n")
        fail(column("top_performer"), *top, "yes or no");
    }
  }

  void read_dates(RosterRow& row) {
    if (const auto zone = value("time_zone"); zone && !zone->empty()) {
      const auto found = Zone::make(*zone);
      if (found) row.zone = *found;
      if (!found) fail(column("time_zone"), *zone, "a time zone like Europe/Madrid");
    }
    const auto from = value("hours_from");
    const auto to = value("hours_to");
    if (from && to && !(from->empty() && to->empty())) {
      const auto begin = LocalTime::parse(*from);
      const auto end = LocalTime::parse(*to);
      if (!begin) fail(column("hours_from"), *from, "a time like 09:00");
      if (!end) fail(column("hours_to"), *to, "a time like 17:30");
      if (begin && end && *end <= *begin) fail(column("hours_to"), *to, "a time after " + *from);
      if (begin && end) row.hours = WorkingHours{.from = *begin, .to = *end};
    }
    row.hired = date("hire_date");
    row.left = date("leave_date");
    row.speaks_of_leaving = m_columns.contains("leave_date");
    if (row.left && m_mapping.leave_date_is_last_day) row.left = *row.left + std::chrono::days(1);
    if (row.left && row.hired && *row.left <= *row.hired)
      fail(column("leave_date"), value("leave_date").value_or(""), "a day after " + row.hired->text() + ", the day of hire");
  }

  std::optional<LocalDate> date(const std::string& field) {
    const auto text = value(field);
    if (!text || text->empty()) return std::nullopt;
    const auto parsed = parse_date(*text, m_mapping.date_format);
    if (parsed) return *parsed;
    fail(column(field), *text, "a day like " + m_mapping.date_format);
    return std::nullopt;
  }

  const RosterMapping& m_mapping;
  std::unordered_map<std::string, std::size_t> m_columns;
  std::map<std::string, std::size_t> m_identities;
  std::size_t m_width = 0;
  std::span<const std::string_view> m_fields;
  std::optional<RosterFault> m_fault;
};

}  // namespace

Result<RosterFile> read_roster(std::istream& in, const RosterMapping& mapping) {
  RosterFile out;
  Records records(mapping);
  const auto begin = [&](const csv::Header& header) {
    out.header = header.names();
    return records.begin(header);
  };
  const auto visit = [&](std::int64_t line, std::span<const std::string_view> fields) { records.read(line, fields, out); };
  const csv::Summary summary = TRY(csv::read_table(in, {}, begin, visit));
  out.records = summary.records;
  out.rows.shrink_to_fit();
  for (const csv::Note& note : summary.notes) out.notes.push_back("Line " + std::to_string(note.line) + ": " + note.text);
  return out;
}

Result<RosterFile> read_roster(std::string_view bytes, const RosterMapping& mapping) {
  std::ispanstream in{std::span<const char>(bytes)};
  return read_roster(in, mapping);
}

const RosterMapping& fitting_mapping(std::istream& in, std::span<const RosterMapping> mappings) {
  const auto header = csv::header_of(in);
  for (const RosterMapping& mapping : mappings) {
    if (header && Records(mapping).begin(*header)) return mapping;
  }
  return mappings.front();
}

const RosterMapping& fitting_mapping(std::string_view bytes, std::span<const RosterMapping> mappings) {
  std::ispanstream in{std::span<const char>(bytes)};
  return fitting_mapping(in, mappings);
}

Result<HolidayFile> read_holidays(std::istream& in) {
  HolidayFile out;
  std::optional<std::size_t> day_column;
  std::optional<std::size_t> name_column;
  std::optional<std::size_t> region_column;
  std::size_t width = 0;
  const auto begin = [&](const csv::Header& header) -> Result<Done> {
    day_column = header.find("day");
    name_column = header.find("name");
    region_column = header.find("region");
    width = header.names().size();
    out.header = header.names();
    if (!day_column) return expected_value("day", "a column of this name", "none");
    if (!name_column) return expected_value("name", "a column of this name", "none");
    return Done{};
  };
  const auto visit = [&](std::int64_t line, std::span<const std::string_view> fields) {
    const auto fault = [&](std::string field, std::string_view found, std::string expected) {
      out.faults.push_back({.row = line, .field = std::move(field), .found = std::string(found), .expected = std::move(expected)});
    };
    if (fields.size() != width) return fault("", std::to_string(fields.size()) + " fields", std::to_string(width) + " fields");
    const auto day = parse_date(fields[*day_column], "YYYY-MM-DD");
    if (!day) return fault("day", fields[*day_column], "a day like 2027-12-25");
    std::string name = single_blanks(fields[*name_column]);
    if (name.empty() || length_of(name) > 200) return fault("name", name, "1 to 200 characters");
    std::string region = region_column ? single_blanks(fields[*region_column]) : "";
    out.rows.push_back({line, {.region = std::move(region), .day = *day, .name = std::move(name)}});
  };
  out.records = TRY(csv::read_table(in, {}, begin, visit)).records;
  return out;
}

Result<HolidayFile> read_holidays(std::string_view bytes) {
  std::ispanstream in{std::span<const char>(bytes)};
  return read_holidays(in);
}

}  // namespace backbeat::people
